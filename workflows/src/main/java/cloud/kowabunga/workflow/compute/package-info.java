/** What happens to instances. */
@NullMarked
package cloud.kowabunga.workflow.compute;

import org.jspecify.annotations.NullMarked;

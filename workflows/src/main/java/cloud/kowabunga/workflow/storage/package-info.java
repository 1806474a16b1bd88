/** What happens to volumes and templates. */
@NullMarked
package cloud.kowabunga.workflow.storage;

import org.jspecify.annotations.NullMarked;

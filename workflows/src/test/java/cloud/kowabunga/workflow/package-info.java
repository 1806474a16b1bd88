@NullMarked
package cloud.kowabunga.workflow;

import org.jspecify.annotations.NullMarked;

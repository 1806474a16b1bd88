/** The screens of operations and their steps. */
@NullMarked
package cloud.kowabunga.koala.operation;

import org.jspecify.annotations.NullMarked;

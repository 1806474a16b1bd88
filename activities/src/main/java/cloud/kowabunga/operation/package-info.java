/** One workflow execution seen from outside: its state, its steps, its outcome. */
@NullMarked
package cloud.kowabunga.operation;

import org.jspecify.annotations.NullMarked;

/** Operations: how they are started, followed and settled. */
@NullMarked
package cloud.kowabunga.kahuna.operation;

import org.jspecify.annotations.NullMarked;

/** Values that every noun of Kowabunga uses. */
@NullMarked
package cloud.kowabunga;

import org.jspecify.annotations.NullMarked;

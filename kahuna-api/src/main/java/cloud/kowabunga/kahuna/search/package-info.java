/** Lists with everything that a screen shows in one answer. */
@NullMarked
package cloud.kowabunga.kahuna.search;

import org.jspecify.annotations.NullMarked;

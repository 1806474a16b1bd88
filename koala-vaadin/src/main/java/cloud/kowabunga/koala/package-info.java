/** Koala, the operator's console: its start, its shell and what stands on every screen. */
@NullMarked
package cloud.kowabunga.koala;

import org.jspecify.annotations.NullMarked;

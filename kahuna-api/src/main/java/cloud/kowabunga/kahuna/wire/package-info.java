/** The JSON that the outside sees, spelled as the published API spells it, and the errors in their one shape. */
@NullMarked
package cloud.kowabunga.kahuna.wire;

import org.jspecify.annotations.NullMarked;

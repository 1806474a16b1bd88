/** The one secret of an installation, and the keys that are derived from it. */
@NullMarked
package cloud.kowabunga.kahuna.seal;

import org.jspecify.annotations.NullMarked;

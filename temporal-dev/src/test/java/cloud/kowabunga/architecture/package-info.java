/** Holds the modules to the dependency rule where Maven's graph cannot see. */
@NullMarked
package cloud.kowabunga.architecture;

import org.jspecify.annotations.NullMarked;

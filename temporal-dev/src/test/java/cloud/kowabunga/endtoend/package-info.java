/** The whole system with every part real: started by {@code ./kowabunga up}, spoken to over HTTP, killed by signal. */
@NullMarked
package cloud.kowabunga.endtoend;

import org.jspecify.annotations.NullMarked;

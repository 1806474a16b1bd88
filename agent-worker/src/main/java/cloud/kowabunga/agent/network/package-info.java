/** The network of this Kaktus. */
@NullMarked
package cloud.kowabunga.agent.network;

import org.jspecify.annotations.NullMarked;

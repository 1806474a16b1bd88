/** Kahuna's end of the tunnel: a gateway that answers an agent's worker, on its own queues and nothing else. */
@NullMarked
package cloud.kowabunga.kahuna.tunnel;

import org.jspecify.annotations.NullMarked;

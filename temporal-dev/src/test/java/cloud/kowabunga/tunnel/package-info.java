/** Both ends of the tunnel in one process: a real WebSocket, a real Kahuna, a real PostgreSQL, and Temporal's server in memory. */
@NullMarked
package cloud.kowabunga.tunnel;

import org.jspecify.annotations.NullMarked;

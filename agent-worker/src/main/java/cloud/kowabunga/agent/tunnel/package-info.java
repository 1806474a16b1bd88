/** The agent's end of the tunnel: one WebSocket, dialed out to Kahuna, that carries one gRPC connection. */
@NullMarked
package cloud.kowabunga.agent.tunnel;

import org.jspecify.annotations.NullMarked;

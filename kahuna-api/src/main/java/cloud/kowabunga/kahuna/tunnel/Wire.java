package cloud.kowabunga.kahuna.tunnel;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The way to an agent: its WebSocket, as the gateway sees it. */
interface Wire {
    /** Closes the WebSocket because the agent's key was revoked or rotated. Of the range that RFC 6455 leaves to applications. */
    int KEY_REVOKED = 4401;

    /** Closes the WebSocket because this Kahuna stops, as RFC 6455 section 7.4.1 says it. */
    int GOING_AWAY = 1001;

    /** Sends one binary frame; blocks until the network has taken it. Called by one thread at a time. */
    void send(ByteBuffer frame) throws IOException;

    /** Ends the WebSocket, whatever state it is in. Later calls change nothing. */
    void close(int code, String reason);
}

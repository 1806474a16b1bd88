package cloud.kowabunga.agent.tunnel;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocketHandshakeException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Dials Kahuna and proves who the agent is. Turns every way to fail into a sentence for the operator. */
public final class Dialer {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration HANDSHAKE = Duration.ofSeconds(15);

    private final Endpoint endpoint;
    private final HttpClient http;

    public Dialer(Endpoint endpoint, HttpClient http) {
        this.endpoint = endpoint;
        this.http = http;
    }

    /** What agents of one Kahuna may share. Raises a {@link DialException} where the CA file cannot be read. */
    public static HttpClient http(Endpoint endpoint) throws DialException {
        var builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .executor(Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("dial-", 0).factory()));
        return (endpoint.isPlain() ? builder : builder.sslContext(Trust.in(endpoint.caFile()))).build();
    }

    /** Opens one WebSocket at the path. Blocks until it stands, at most 15 s. */
    public ByteTunnel dial(String path, Map<String, String> headers) throws DialException {
        var tunnel = new ByteTunnel();
        var builder = http.newWebSocketBuilder()
                .connectTimeout(CONNECT)
                .header("X-Kowabunga-Agent", endpoint.agent().value())
                .header("Authorization", "Bearer " + key());
        headers.forEach(builder::header);
        var opening = builder.buildAsync(endpoint.path(path), tunnel);
        try {
            opening.get(HANDSHAKE.toMillis(), TimeUnit.MILLISECONDS);
            return tunnel;
        } catch (ExecutionException failed) {
            throw explain(Objects.requireNonNullElse(failed.getCause(), failed));
        } catch (TimeoutException slow) {
            opening.cancel(true);
            tunnel.close();
            throw explain(slow);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            opening.cancel(true);
            tunnel.close();
            throw new DialException("The agent is stopping.", false, interrupted);
        }
    }

    private String key() throws DialException {
        try {
            return Files.readString(endpoint.keyFile()).strip();
        } catch (IOException unreadable) {
            throw new DialException(
                    "The agent's key file " + endpoint.keyFile()
                            + " cannot be read. Put the key there that 'PATCH /agent/" + endpoint.agent()
                            + "/token' gave.",
                    true,
                    unreadable);
        }
    }

    private DialException explain(Throwable cause) {
        var kahuna = endpoint.kahuna();
        for (var one = cause; one != null; one = one.getCause()) {
            switch (one) {
                case WebSocketHandshakeException answer -> {
                    return explain(answer.getResponse().statusCode(), answer);
                }
                case SSLException untrusted -> {
                    return new DialException(
                            "The certificate of " + kahuna + " is not one to trust (" + untrusted.getMessage()
                                    + "). "
                                    + (endpoint.caFile() == null
                                            ? "If Kahuna's certificate is signed by a CA of your own, name its file as 'ca-file'."
                                            : "Is " + endpoint.caFile() + " the CA that signed it?"),
                            true,
                            cause);
                }
                case UnresolvedAddressException unknown -> {
                    return new DialException("The name in " + kahuna + " does not resolve.", false, unknown);
                }
                case HttpTimeoutException slow -> {
                    return new DialException(kahuna + " does not answer.", false, slow);
                }
                case TimeoutException slow -> {
                    return new DialException(kahuna + " does not answer.", false, slow);
                }
                case ConnectException closed -> {
                    return new DialException("Nobody answers at " + kahuna + ".", false, cause);
                }
                default -> {}
            }
        }
        if (String.valueOf(cause.getMessage()).contains("received no bytes")) {
            return new DialException(
                    "The way to " + kahuna + " is open, but Kahuna does not answer there.", false, cause);
        }
        return new DialException(kahuna + " cannot be reached: " + cause.getMessage() + ".", false, cause);
    }

    private DialException explain(int status, Throwable cause) {
        var kahuna = endpoint.kahuna();
        return switch (status) {
            case 401 ->
                new DialException(
                        "Kahuna does not accept the key of agent " + endpoint.agent()
                                + ": it is wrong, was rotated or was revoked. Put the present key into "
                                + endpoint.keyFile() + "; the agent goes on trying.",
                        true,
                        cause);
            case 404 ->
                new DialException(kahuna + " answers, but has no tunnel. Is this the address of Kahuna?", true, cause);
            default -> new DialException(kahuna + " answered the tunnel with HTTP " + status + ".", false, cause);
        };
    }
}

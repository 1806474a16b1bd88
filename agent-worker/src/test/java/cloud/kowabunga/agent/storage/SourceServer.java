package cloud.kowabunga.agent.storage;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A web server that gives images out, in the ways in which web servers fail. */
final class SourceServer implements AutoCloseable {
    private final HttpServer server;
    private final CountDownLatch closing = new CountDownLatch(1);
    final AtomicInteger requests = new AtomicInteger();

    /** Answers a request. */
    interface Answer {
        void to(HttpExchange exchange, SourceServer server) throws IOException, InterruptedException;
    }

    SourceServer(Answer answer) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            try (exchange) {
                answer.to(exchange, this);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    static Answer whole(byte[] content) {
        return (exchange, _) -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        };
    }

    static Answer status(int status) {
        return (exchange, _) -> exchange.sendResponseHeaders(status, -1);
    }

    /** Promises all and sends half. */
    static Answer half(byte[] content) {
        return (exchange, _) -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, content.length / 2);
            exchange.getResponseBody().flush();
        };
    }

    /** Sends half and holds the connection. */
    static Answer stalling(byte[] content) {
        return (exchange, server) -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, content.length / 2);
            exchange.getResponseBody().flush();
            server.closing.await();
        };
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/image.qcow2";
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}

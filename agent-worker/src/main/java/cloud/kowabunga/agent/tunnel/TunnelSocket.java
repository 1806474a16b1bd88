package cloud.kowabunga.agent.tunnel;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;

/** A {@link ByteTunnel} in the shape that gRPC's OkHttp transport wants. No port is opened anywhere. */
final class TunnelSocket extends Socket {
    private static final InetSocketAddress ADDRESS = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final ByteTunnel tunnel;

    TunnelSocket(ByteTunnel tunnel) {
        this.tunnel = tunnel;
    }

    @Override
    public InputStream getInputStream() {
        return tunnel.input();
    }

    @Override
    public OutputStream getOutputStream() {
        return tunnel.output();
    }

    @Override
    public synchronized void close() {
        tunnel.close();
    }

    @Override
    public boolean isClosed() {
        return tunnel.isClosed();
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return ADDRESS;
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return ADDRESS;
    }

    @Override
    public InetAddress getInetAddress() {
        return ADDRESS.getAddress();
    }

    /** The WebSocket's own socket has this set already. */
    @Override
    public void setTcpNoDelay(boolean on) {}

    /** Silence is noticed by gRPC's keep-alive pings. */
    @Override
    public void setSoTimeout(int millis) {}

    @Override
    public void shutdownOutput() {
        tunnel.close();
    }
}

package cloud.kowabunga.kahuna.tunnel;

import cloud.kowabunga.kahuna.access.AgentKeys;
import cloud.kowabunga.topology.AgentId;
import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.buffer.Unpooled;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.SimpleChannelInboundHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One open tunnel: pumps bytes between an agent's WebSocket and the gRPC server in this process. HTTP/2's own flow control
 * bounds what is under way in both directions; an agent that stops reading all the same loses its tunnel.
 */
final class AgentTunnel extends SimpleChannelInboundHandler<ByteBuf> {
    private static final long MOST_UNSENT = 32L << 20;

    private final AgentKeys.Opened opened;
    private final Wire wire;
    private final Audit audit;
    private final Runnable whenGone;
    private final AtomicBoolean gone = new AtomicBoolean();
    private final AtomicLong unsent = new AtomicLong();

    /** An absent frame is the end. */
    private final BlockingQueue<Optional<ByteBuffer>> toSend = new LinkedBlockingQueue<>();

    private volatile @Nullable Channel local;

    AgentTunnel(AgentKeys.Opened opened, Wire wire, Audit audit, Runnable whenGone) {
        this.opened = opened;
        this.wire = wire;
        this.audit = audit;
        this.whenGone = whenGone;
    }

    AgentId agent() {
        return opened.agent();
    }

    /** With which key it was opened. */
    AgentKeys.Opened opened() {
        return opened;
    }

    void connected(Channel channel) {
        local = channel;
        Thread.ofVirtual().name("tunnel-" + agent()).start(this::pump);
    }

    /** Bytes from the agent. Returns when the gRPC server has them, so that a flood waits in the network. */
    void received(ByteBuffer bytes) {
        var channel = local;
        if (channel == null || gone.get()) {
            return;
        }
        audit.received(bytes.remaining());
        var _ = channel.writeAndFlush(Unpooled.copiedBuffer(bytes)).awaitUninterruptibly();
    }

    /** Ends the tunnel and with it every call that came through it. */
    void end(int code, String reason) {
        if (!gone.compareAndSet(false, true)) {
            return;
        }
        var channel = local;
        if (channel != null) {
            var _ = channel.close();
        }
        toSend.add(Optional.empty());
        wire.close(code, reason);
        whenGone.run();
    }

    /** For work that began before the end and ended after it: says again that the tunnel is gone, if it is. */
    void repeatThatItIsGone() {
        if (gone.get()) {
            whenGone.run();
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
        var frame = ByteBuffer.allocate(bytes.readableBytes());
        bytes.readBytes(frame);
        frame.flip();
        if (unsent.addAndGet(frame.remaining()) > MOST_UNSENT) {
            endFromLoop("The agent does not read.");
            return;
        }
        toSend.add(Optional.of(frame));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        endFromLoop("");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        endFromLoop("");
    }

    /** Closing a WebSocket may block, and an event loop must not. */
    private void endFromLoop(String reason) {
        Thread.ofVirtual().start(() -> end(Wire.GOING_AWAY, reason));
    }

    private void pump() {
        try {
            for (var frame = toSend.take(); frame.isPresent(); frame = toSend.take()) {
                var size = frame.get().remaining();
                wire.send(frame.get());
                unsent.addAndGet(-size);
                audit.sent(size);
            }
        } catch (IOException broken) {
            end(Wire.GOING_AWAY, "");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}

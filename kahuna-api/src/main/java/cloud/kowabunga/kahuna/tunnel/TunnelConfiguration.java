package cloud.kowabunga.kahuna.tunnel;

import cloud.kowabunga.kahuna.KahunaProperties;
import cloud.kowabunga.kahuna.access.AgentKeys;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.engine.SealedMessages;
import cloud.kowabunga.kahuna.live.Change;
import cloud.kowabunga.kahuna.live.ChangeFeed;
import cloud.kowabunga.kahuna.live.ChangeListener;
import cloud.kowabunga.kahuna.seal.SealKey;
import io.grpc.ManagedChannel;
import io.grpc.ServerMethodDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.server.standard.ServletServerContainerFactoryBean;

/** Puts the parts of the tunnel together. */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class TunnelConfiguration {
    private static final int FRAME = 64 * 1024;
    private static final int MAX_MESSAGE = 8 << 20;
    private static final Duration LOOK_AT_KEYS = Duration.ofSeconds(30);

    /** The agents' own way to Temporal, so that thousands of their polls never stand in the way of Kahuna's own calls. */
    @Bean(destroyMethod = "shutdownNow")
    ManagedChannel agentsChannel(KahunaProperties properties) {
        return NettyChannelBuilder.forTarget(properties.temporal().address())
                .usePlaintext()
                .maxInboundMessageSize(MAX_MESSAGE)
                .keepAliveTime(30, TimeUnit.SECONDS)
                .keepAliveTimeout(15, TimeUnit.SECONDS)
                .idleTimeout(31, TimeUnit.DAYS)
                .disableRetry()
                .build();
    }

    @Bean
    Audit tunnelAudit(MeterRegistry metrics) {
        return new Audit(metrics);
    }

    @Bean
    StoredRights rights(Database database, ChangeFeed feed) {
        var rights = new StoredRights(database);
        var _ = feed.subscribe(new ChangeListener() {
            @Override
            public void changed(Change change) {
                if (StoredRights.DEPENDS_ON.contains(change.noun())) {
                    rights.forget();
                }
            }

            @Override
            public void missedSome() {
                rights.forget();
            }
        });
        return rights;
    }

    @Bean
    StoredReports reports(Database database, StoredRights rights) {
        return new StoredReports(
                database,
                rights,
                new ObservedStates(database),
                UUID.randomUUID().toString());
    }

    @Bean(destroyMethod = "close")
    Gateway gateway(
            KahunaProperties properties,
            Database database,
            ManagedChannel agentsChannel,
            StoredRights rights,
            StoredReports reports,
            ConsoleCalls consoles,
            SealKey seal,
            SealedMessages payloads,
            Audit audit)
            throws IOException {
        var tokens = new TaskTokens(seal.derive("task tokens", "AES"));
        var worker = new WorkerProtocol(
                properties.temporal().namespace(),
                rights,
                tokens,
                payloads,
                new StoredStumbles(database),
                new StoredHandovers(database));
        var methods = new ArrayList<ServerMethodDefinition<?, ?>>(worker.methods(new Forwarding(agentsChannel, audit)));
        methods.add(new ReportMethod(reports).method());
        methods.add(consoles.method());
        return new Gateway(methods, audit);
    }

    @Bean
    ConsoleCalls consoleCalls() {
        return new ConsoleCalls();
    }

    @Bean
    KeyWatch keyWatch(Gateway gateway, AgentKeys keys) {
        return new KeyWatch(gateway, keys);
    }

    @Bean
    SchedulingConfigurer keyWatchSchedule(KeyWatch watch) {
        return tasks -> tasks.addFixedDelayTask(watch::checkAll, LOOK_AT_KEYS);
    }

    @Bean
    Handshake agentHandshake(AgentKeys keys, Audit audit) {
        return new Handshake(keys, audit);
    }

    @Bean
    WebSocketConfigurer tunnelEndpoint(Gateway gateway, StoredReports reports, Handshake handshake) {
        return registry -> registry.addHandler(new TunnelEndpoint(gateway, reports), "/agent/v1/tunnel")
                .addInterceptors(handshake)
                // Agents are no browsers; a page of somebody else's has no key to send.
                .setAllowedOrigins("*");
    }

    /** For every WebSocket of Kahuna: frames arrive in pieces of this size at most. */
    @Bean
    ServletServerContainerFactoryBean webSocketContainer() {
        var container = new ServletServerContainerFactoryBean();
        container.setMaxBinaryMessageBufferSize(FRAME);
        container.setMaxTextMessageBufferSize(FRAME);
        return container;
    }
}

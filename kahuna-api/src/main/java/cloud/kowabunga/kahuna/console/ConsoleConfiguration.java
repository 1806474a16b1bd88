package cloud.kowabunga.kahuna.console;

import cloud.kowabunga.kahuna.KahunaProperties;
import cloud.kowabunga.kahuna.access.AgentKeys;
import cloud.kowabunga.kahuna.access.Standing;
import cloud.kowabunga.kahuna.tunnel.Handshake;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;

/** Opens the two ends of consoles, to browsers and to agents. */
@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration {
    static final String AGENT_PATH = "/agent/v1/console";
    private static final Duration LOOK_AT_LINES = Duration.ofSeconds(5);
    private static final Duration LOOK_AT_STANDINGS = Duration.ofMinutes(1);

    @Bean
    WebSocketConfigurer consoleEndpoints(
            Tickets tickets,
            Consoles consoles,
            Switchboard switchboard,
            Peers peers,
            Standing standing,
            KahunaProperties properties,
            Handshake handshake) {
        return registry -> {
            registry.addHandler(
                            new BrowserEndpoint(tickets, consoles, switchboard, standing, properties),
                            "/console/*/stream")
                    // No cookie lets anybody in: only the page that was given the ticket can name it.
                    .setAllowedOrigins("*");
            registry.addHandler(new AgentEndpoint(consoles, switchboard, peers), AGENT_PATH)
                    .addInterceptors(handshake)
                    .setAllowedOrigins("*");
        };
    }

    @Bean
    ConsoleWatch consoleWatch(
            Switchboard switchboard, Consoles consoles, Standing standing, AgentKeys keys, Peers peers) {
        return new ConsoleWatch(switchboard, consoles, standing, keys, peers);
    }

    @Bean
    SchedulingConfigurer consoleWatchSchedule(ConsoleWatch watch) {
        return tasks -> {
            tasks.addFixedDelayTask(watch::checkLines, LOOK_AT_LINES);
            tasks.addFixedDelayTask(watch::checkStandings, LOOK_AT_STANDINGS);
        };
    }
}

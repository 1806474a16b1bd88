package cloud.kowabunga.kahuna.metadata;

import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.tunnel.Handshake;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;

/** Opens the metadata endpoint to agents. */
@Configuration(proxyBeanMethods = false)
class MetadataConfiguration {
    @Bean
    WebSocketConfigurer metadataEndpoint(Database database, Handshake handshake) {
        var endpoint = new MetadataEndpoint(new Guests(database));
        return registry -> registry.addHandler(endpoint, "/agent/v1/metadata")
                .addInterceptors(handshake)
                .setAllowedOrigins("*");
    }
}

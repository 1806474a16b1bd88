package cloud.kowabunga.kahuna;

import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Serves the API and the tunnels over TLS where a certificate is configured. */
@Configuration(proxyBeanMethods = false)
class TlsConfiguration {
    @Bean
    WebServerFactoryCustomizer<ConfigurableWebServerFactory> tls(KahunaProperties properties) {
        var tls = properties.tls();
        return factory -> {
            if (tls != null) {
                var ssl = new Ssl();
                ssl.setCertificate(tls.certificate().toUri().toString());
                ssl.setCertificatePrivateKey(tls.privateKey().toUri().toString());
                factory.setSsl(ssl);
            }
        };
    }
}

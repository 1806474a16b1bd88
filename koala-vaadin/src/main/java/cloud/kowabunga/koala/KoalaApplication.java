package cloud.kowabunga.koala;

import cloud.kowabunga.koala.catalog.AgentCommand;
import cloud.kowabunga.koala.client.Kahuna;
import cloud.kowabunga.koala.operation.TemporalConsole;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.theme.lumo.Lumo;
import java.util.Optional;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Starts Koala. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(KoalaProperties.class)
@Push
@ColorScheme(ColorScheme.Value.LIGHT_DARK)
@StyleSheet(Lumo.STYLESHEET)
@StyleSheet("koala.css")
public class KoalaApplication implements AppShellConfigurator {
    public static void main(String[] args) {
        SpringApplication.run(KoalaApplication.class, args);
    }

    @Override
    public void configurePage(AppShellSettings settings) {
        settings.addFavIcon("icon", "icons/koala.svg", "any");
        settings.addMetaTag("color-scheme", "light dark");
    }

    @Bean
    Kahuna kahuna(KoalaProperties properties) {
        return new Kahuna(
                properties.kahuna(),
                () -> Optional.ofNullable(VaadinRequest.getCurrent()).map(VaadinRequest::getRemoteAddr));
    }

    @Bean
    AgentCommand agentCommand(KoalaProperties properties) {
        var given = properties.agents();
        return given == null ? AgentCommand.derived(properties.kahuna()) : new AgentCommand(given);
    }

    @Bean
    TemporalConsole temporalConsole(KoalaProperties properties) {
        return new TemporalConsole(properties.temporalConsole(), properties.temporalNamespace());
    }
}

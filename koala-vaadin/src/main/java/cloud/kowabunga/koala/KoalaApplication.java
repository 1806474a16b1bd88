package cloud.kowabunga.koala;

import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.Push;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts Koala. */
@SpringBootApplication
@Push
public class KoalaApplication implements AppShellConfigurator {
    public static void main(String[] args) {
        SpringApplication.run(KoalaApplication.class, args);
    }
}

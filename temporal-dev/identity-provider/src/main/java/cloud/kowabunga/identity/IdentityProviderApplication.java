package cloud.kowabunga.identity;

import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/** People are known by their e-mail addresses, given as {@code --people=…}; all have the password {@code --password=…}. */
@SpringBootApplication(proxyBeanMethods = false)
public class IdentityProviderApplication {
    public static void main(String[] args) {
        SpringApplication.run(IdentityProviderApplication.class, args);
    }

    @Bean
    UserDetailsService people(@Value("${people}") List<String> people, @Value("${password}") String password) {
        return new InMemoryUserDetailsManager(people.stream()
                .map(email -> User.withUsername(email)
                        .password("{noop}" + password)
                        .roles("PERSON")
                        .build())
                .toList());
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> addresses() {
        return token -> {
            if (token.getTokenType().getValue().equals(OidcParameterNames.ID_TOKEN)) {
                token.getClaims()
                        .claim(
                                "email",
                                Objects.requireNonNull(token.<Authentication>getPrincipal())
                                        .getName())
                        .claim("email_verified", true);
            }
        };
    }
}

package cloud.kowabunga.kahuna.access;

import cloud.kowabunga.kahuna.KahunaProperties;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.mail.MailException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;

/** Mails the token with which somebody chooses a new password, where a mail server is configured ({@code spring.mail.host}). */
@Component
final class ResetMail {
    private static final Logger LOG = LoggerFactory.getLogger(ResetMail.class);

    private final Optional<JavaMailSender> server;
    private final KahunaProperties.Mail settings;

    ResetMail(ObjectProvider<JavaMailSender> server, KahunaProperties properties) {
        this.server = Optional.ofNullable(server.getIfAvailable());
        this.settings = properties.mail();
    }

    boolean isConfigured() {
        return server.isPresent();
    }

    /** Whether the mail server took it. */
    boolean send(UserPasswords.Reset reset) {
        if (server.isEmpty()) {
            return false;
        }
        var mail = new SimpleMailMessage();
        mail.setFrom(settings.from());
        mail.setTo(reset.email());
        mail.setSubject("Your password at Kowabunga");
        mail.setText("""
                Hello %s,

                somebody asked for a new password for your account. With this you can choose one, once and within an hour:

                %s

                If it was not you, nothing needs to be done: your password is as it was.
                """.formatted(reset.name(), how(reset.token())));
        try {
            server.get().send(mail);
            return true;
        } catch (MailException refused) {
            // Its message may quote the mail, and with it the token.
            LOG.warn(
                    "The mail server did not take a mail: {}",
                    refused.getClass().getSimpleName());
            return false;
        }
    }

    private String how(String token) {
        return settings.resetPage() == null
                ? "%s\n\nSend it, with the new password, as {\"token\": …, \"value\": …} to POST /api/v1/resetPassword/redeem."
                        .formatted(token)
                : settings.resetPage() + token;
    }
}

package cloud.kowabunga.kahuna.access;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Mails those who say that they forgot their password, behind the answer, so that its time tells nobody whether an account exists. One at
 * a time, and who comes when a hundred wait is not heard: strangers may call this.
 */
@Component
final class ForgottenPasswords implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(ForgottenPasswords.class);
    private static final int MOST_WAITING = 100;

    private final UserPasswords passwords;
    private final ResetMail mail;
    private final ThreadPoolExecutor worker = new ThreadPoolExecutor(
            0,
            1,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().daemon().name("forgotten-passwords").factory(),
            new ThreadPoolExecutor.DiscardPolicy());

    ForgottenPasswords(UserPasswords passwords, ResetMail mail) {
        this.passwords = passwords;
        this.mail = mail;
    }

    void say(String email) {
        if (mail.isConfigured()) {
            worker.execute(() -> reset(email));
        }
    }

    private void reset(String email) {
        try {
            passwords.resetByEmail(email).ifPresent(mail::send);
        } catch (RuntimeException failed) {
            LOG.warn("A forgotten password could not be reset", failed);
        }
    }

    @Override
    public void destroy() {
        worker.shutdown();
    }
}

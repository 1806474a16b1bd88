package cloud.kowabunga.agent.tunnel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Which certificates prove that it is Kahuna who answers. */
final class Trust {
    private Trust() {}

    /** Trusts the given certificates and no other; without a file those that the Java runtime trusts. */
    static SSLContext in(@Nullable Path caFile) throws DialException {
        try {
            if (caFile == null) {
                return SSLContext.getDefault();
            }
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            try (var pem = Files.newInputStream(caFile)) {
                var number = 0;
                for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                    store.setCertificateEntry("ca-" + number++, certificate);
                }
            }
            if (store.size() == 0) {
                throw new DialException("The CA file " + caFile + " holds no certificate.", true, null);
            }
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (DialException sentence) {
            throw sentence;
        } catch (IOException | GeneralSecurityException unreadable) {
            throw new DialException("The CA file " + caFile + " cannot be read as PEM certificates.", true, unreadable);
        }
    }
}

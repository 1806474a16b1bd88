package cloud.kowabunga.kahuna.access;

import cloud.kowabunga.kahuna.seal.SealKey;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.springframework.stereotype.Component;

/** Signs people in: tokens (JWT, HS256) that hold for 12 hours and say no more than whose they are. */
@Component
final class Sessions {
    private static final Duration LIFETIME = Duration.ofHours(12);
    private static final String ISSUER = "kahuna";
    private static final String EPOCH = "epoch";

    private final SecretKey key;
    private final Clock clock = Clock.systemUTC();

    Sessions(SealKey seal) {
        key = seal.derive("sign-in tokens", "HmacSHA256");
    }

    /**
     * @param id of this one sign-in
     * @param epoch of the user's password when they signed in
     */
    record Session(String id, String user, int epoch, Instant until) {}

    String open(String user, int epoch) {
        var claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject(user)
                .claim(EPOCH, epoch)
                .jwtID(UUID.randomUUID().toString())
                .expirationTime(Date.from(clock.instant().plus(LIFETIME)))
                .build();
        var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        try {
            token.sign(new MACSigner(key));
        } catch (JOSEException impossible) {
            throw new IllegalStateException("Every JDK has HmacSHA256.", impossible);
        }
        return token.serialize();
    }

    /** Empty for anything but a token of ours that has not run out. */
    Optional<Session> read(String text) {
        try {
            var token = SignedJWT.parse(text);
            // The verifier accepts other lengths of HMAC too; we made none of these.
            if (!token.getHeader().getAlgorithm().equals(JWSAlgorithm.HS256) || !token.verify(new MACVerifier(key))) {
                return Optional.empty();
            }
            var claims = token.getJWTClaimsSet();
            var until = claims.getExpirationTime();
            var epoch = claims.getIntegerClaim(EPOCH);
            if (epoch == null
                    || !ISSUER.equals(claims.getIssuer())
                    || until == null
                    || !clock.instant().isBefore(until.toInstant())) {
                return Optional.empty();
            }
            return Optional.of(new Session(claims.getJWTID(), claims.getSubject(), epoch, until.toInstant()));
        } catch (ParseException | JOSEException _) {
            return Optional.empty();
        }
    }
}

package cloud.kowabunga.kahuna.access;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.kahuna.KahunaProperties;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The company's identity provider, as OpenID Connect Core 1.0 describes it. Kahuna takes its word for an e-mail address: signed by one
 * of its keys, meant for this platform, given a short while ago, and about an address that the provider itself has verified.
 */
@Component
final class IdentityProvider {
    private static final Logger log = LoggerFactory.getLogger(IdentityProvider.class);
    private static final int ANSWER_MILLIS = 5_000;
    /** A token is for signing in, not for keeping: an old one that somebody finds is worth nothing. */
    private static final Duration FRESH = Duration.ofMinutes(10);

    private final KahunaProperties.@Nullable Oidc settings;
    private final Clock clock = Clock.systemUTC();
    private volatile @Nullable IDTokenValidator validator;

    IdentityProvider(KahunaProperties properties) {
        settings = properties.oidc();
    }

    /**
     * The address that a token vouches for. Raises NOT_FOUND where no provider is set, UNAUTHENTICATED for a token that is not good, and
     * IDENTITY_PROVIDER_AWAY where its keys cannot be read now.
     */
    String email(String token) {
        if (settings == null) {
            throw Fault.NOT_FOUND.because("This Kahuna knows no identity provider: kahuna.oidc.issuer is not set.");
        }
        var claims = verified(parsed(token));
        if (claims.getIssueTime() == null
                || claims.getIssueTime().toInstant().isBefore(clock.instant().minus(FRESH))) {
            throw Fault.UNAUTHENTICATED.because("The identity provider's token is too old. Sign in there again.");
        }
        var email = claims.getStringClaim("email");
        if (email == null || !Boolean.TRUE.equals(claims.getBooleanClaim("email_verified"))) {
            throw Fault.UNAUTHENTICATED.because(
                    "The identity provider's token vouches for no e-mail address: the claims email and email_verified are needed.");
        }
        return email;
    }

    private static JWT parsed(String token) {
        try {
            return JWTParser.parse(token);
        } catch (ParseException no) {
            throw Fault.UNAUTHENTICATED.because("id_token: this is not a token of an identity provider.", no);
        }
    }

    private IDTokenClaimsSet verified(JWT token) {
        try {
            return validator().validate(token, null);
        } catch (RemoteKeySourceException | IOException | GeneralException away) {
            throw away(away);
        } catch (BadJOSEException | JOSEException no) {
            log.info("A token of the identity provider is not good: {}", no.getMessage());
            throw Fault.UNAUTHENTICATED.because("The identity provider's token is not good. Sign in there again.", no);
        }
    }

    private IDTokenValidator validator() throws IOException, GeneralException {
        var known = validator;
        if (known == null) {
            known = discover();
            validator = known;
        }
        return known;
    }

    /** Its keys are read again whenever a token names one that is not known yet. */
    private IDTokenValidator discover() throws IOException, GeneralException {
        var oidc = Objects.requireNonNull(settings);
        var issuer = new Issuer(oidc.issuer());
        var metadata = OIDCProviderMetadata.resolve(issuer, ANSWER_MILLIS, ANSWER_MILLIS);
        var keys = JWKSourceBuilder.<SecurityContext>create(
                        metadata.getJWKSetURI().toURL())
                .retrying(true)
                .build();
        var signatures = new JWSVerificationKeySelector<>(JWSAlgorithm.Family.SIGNATURE, keys);
        return new IDTokenValidator(issuer, new ClientID(oidc.clientId()), signatures, null);
    }

    private KowabungaException away(Exception cause) {
        log.warn("The identity provider does not answer: {}", cause.getMessage());
        return Fault.IDENTITY_PROVIDER_AWAY.because(
                "The identity provider does not answer. Try again, or sign in with a password or a key.", cause);
    }
}

package cloud.kowabunga.koala.access;

import cloud.kowabunga.koala.KoalaProperties;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.AuthenticationSuccessResponse;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Signs people in at the company's identity provider: OpenID Connect's authorization code flow, with PKCE, a state that ties the answer
 * to the browser that asked, and a nonce that ties the token to the question. Kahuna checks the token again.
 */
@Component
final class SingleSignOn {
    private static final Logger log = LoggerFactory.getLogger(SingleSignOn.class);
    private static final int ANSWER_MILLIS = 5_000;
    private static final Scope SCOPE = new Scope("openid", "email", "profile");

    private final KoalaProperties.@Nullable Oidc settings;

    SingleSignOn(KoalaProperties properties) {
        settings = properties.oidc();
    }

    /** What one browser was sent away with; good for one answer. */
    record Attempt(URI returnTo, URI page, State state, Nonce nonce, CodeVerifier verifier) {}

    /** What the provider is called on the button; empty where there is none. */
    Optional<String> title() {
        return Optional.ofNullable(settings).map(KoalaProperties.Oidc::title);
    }

    /**
     * The page of the provider to go to. Raises {@link SignOnFailed}.
     *
     * @param returnTo where the provider sends the browser back to; it must be known there
     */
    Attempt begin(URI returnTo) {
        var state = new State();
        var nonce = new Nonce();
        var verifier = new CodeVerifier();
        try {
            var page = new AuthenticationRequest.Builder(ResponseType.CODE, SCOPE, client(), returnTo)
                    .endpointURI(metadata().getAuthorizationEndpointURI())
                    .state(state)
                    .nonce(nonce)
                    .codeChallenge(verifier, CodeChallengeMethod.S256)
                    .build()
                    .toURI();
            return new Attempt(returnTo, page, state, nonce, verifier);
        } catch (IOException | GeneralException e) {
            throw away(e);
        }
    }

    /** The ID token, for the answer with which the browser came back. Raises {@link SignOnFailed}. */
    String finish(Attempt attempt, URI answer) {
        try {
            var code = code(attempt, answer);
            var metadata = metadata();
            var request = new TokenRequest.Builder(
                            metadata.getTokenEndpointURI(),
                            new ClientSecretBasic(client(), secret()),
                            new AuthorizationCodeGrant(code, attempt.returnTo(), attempt.verifier()))
                    .build()
                    .toHTTPRequest();
            request.setConnectTimeout(ANSWER_MILLIS);
            request.setReadTimeout(ANSWER_MILLIS);
            var told = OIDCTokenResponseParser.parse(request.send());
            if (!(told instanceof OIDCTokenResponse tokens)) {
                log.warn(
                        "The identity provider refused: {}",
                        told.toErrorResponse().getErrorObject());
                throw new SignOnFailed(
                        "The identity provider did not accept Koala. Its client id and secret must be those that are set there.");
            }
            var token = tokens.getOIDCTokens().getIDToken();
            validator(metadata).validate(token, attempt.nonce());
            return token.serialize();
        } catch (IOException | GeneralException e) {
            throw away(e);
        } catch (BadJOSEException | JOSEException e) {
            log.warn("A token of the identity provider is not good: {}", e.getMessage());
            throw new SignOnFailed("The identity provider's token is not good. Try again.");
        }
    }

    private static AuthorizationCode code(Attempt attempt, URI answer) throws GeneralException {
        var told = AuthenticationResponseParser.parse(answer);
        if (!attempt.state().equals(told.getState())) {
            throw new SignOnFailed("This answer of the identity provider belongs to another sign-in. Try again.");
        }
        if (told instanceof AuthenticationSuccessResponse good) {
            return Objects.requireNonNull(good.getAuthorizationCode());
        }
        var error = told.toErrorResponse().getErrorObject();
        var why = error.getDescription() == null ? error.getCode() : error.getDescription();
        throw new SignOnFailed("The identity provider did not sign you in: %s.".formatted(why));
    }

    private IDTokenValidator validator(OIDCProviderMetadata metadata) throws IOException {
        var keys = JWKSourceBuilder.<SecurityContext>create(
                        metadata.getJWKSetURI().toURL())
                .build();
        return new IDTokenValidator(
                metadata.getIssuer(),
                client(),
                new JWSVerificationKeySelector<>(JWSAlgorithm.Family.SIGNATURE, keys),
                null);
    }

    /** Asked for each time: people sign in seldom, and what the provider changed holds at once. */
    private OIDCProviderMetadata metadata() throws IOException, GeneralException {
        return OIDCProviderMetadata.resolve(new Issuer(set().issuer()), ANSWER_MILLIS, ANSWER_MILLIS);
    }

    private ClientID client() {
        return new ClientID(set().clientId());
    }

    private Secret secret() throws IOException {
        return new Secret(Files.readString(set().clientSecretFile()).strip());
    }

    private KoalaProperties.Oidc set() {
        return Objects.requireNonNull(settings, "koala.oidc.issuer is not set");
    }

    private static SignOnFailed away(Exception cause) {
        log.warn("The identity provider does not answer as it should: {}", cause.getMessage());
        return new SignOnFailed(
                "The identity provider does not answer. Try again, or sign in with a password or a key.");
    }
}

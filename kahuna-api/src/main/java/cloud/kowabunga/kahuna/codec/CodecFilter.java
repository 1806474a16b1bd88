package cloud.kowabunga.kahuna.codec;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.kahuna.KahunaProperties;
import cloud.kowabunga.kahuna.access.ConsoleAccess;
import cloud.kowabunga.kahuna.engine.PayloadSeal;
import cloud.kowabunga.kahuna.wire.ApiError;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.payload.codec.PayloadCodecException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Temporal's remote codec: {@code POST /codec/decode} and {@code /codec/encode}, called by the browser in which the console is open,
 * for a superAdmin. {@code /codec} is the page where one signs in for that, with an API key.
 *
 * <p>A filter, as its callers are neither the API's nor the manual's, and as a browser asks first, without any credential, whether it
 * may call at all (CORS).
 */
@Component
@Order(CodecFilter.ORDER)
final class CodecFilter extends OncePerRequestFilter {
    /** After the limit of bodies and before the access of the API. */
    static final int ORDER = 22;

    private static final String PATH = "/codec";

    private final ConsoleAccess access;
    private final PayloadSeal seal;
    private final Optional<String> origin;

    CodecFilter(ConsoleAccess access, PayloadSeal seal, KahunaProperties properties) {
        this.access = access;
        this.seal = seal;
        this.origin = Optional.ofNullable(properties.temporal().console()).map(CodecFilter::originOf);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().equals(PATH) && !request.getRequestURI().startsWith(PATH + "/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        allow(request, response);
        try {
            switch (request.getMethod() + " " + request.getRequestURI()) {
                case "GET " + PATH -> page(response);
                case "POST " + PATH -> signIn(request, response);
                case "POST " + PATH + "/decode" -> answer(request, response, seal::decode);
                case "POST " + PATH + "/encode" -> answer(request, response, seal::encode);
                case "OPTIONS " + PATH + "/decode", "OPTIONS " + PATH + "/encode" ->
                    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
                default -> throw Fault.NOT_FOUND.because("There is nothing at this address.");
            }
        } catch (KowabungaException no) {
            ApiError.of(no).sendTo(response);
        }
    }

    /** Only pages of the console may call from a browser, and read the answer. */
    private void allow(HttpServletRequest request, HttpServletResponse response) {
        var from = request.getHeader("Origin");
        response.addHeader("Vary", "Origin");
        if (from != null && origin.filter(from::equals).isPresent()) {
            response.setHeader("Access-Control-Allow-Origin", from);
            response.setHeader("Access-Control-Allow-Credentials", "true");
            response.setHeader("Access-Control-Allow-Methods", "POST");
            response.setHeader("Access-Control-Allow-Headers", "Content-Type, X-Namespace, Authorization, X-API-Key");
            response.setHeader("Access-Control-Max-Age", "600");
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, UnaryOperator<List<Payload>> codec)
            throws IOException {
        if (access.operator(request).isEmpty()) {
            throw Fault.UNAUTHENTICATED.because(
                    "A superAdmin is needed to read payloads: sign in at %s of Kahuna.".formatted(PATH));
        }
        var asked = Payloads.newBuilder();
        try {
            JsonFormat.parser()
                    .ignoringUnknownFields()
                    .merge(new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8), asked);
            var answer = Payloads.newBuilder()
                    .addAllPayloads(codec.apply(asked.getPayloadsList()))
                    .build();
            response.setContentType("application/json");
            response.getOutputStream().write(JsonFormat.printer().print(answer).getBytes(StandardCharsets.UTF_8));
        } catch (InvalidProtocolBufferException malformed) {
            throw Fault.MALFORMED_REQUEST.because("The body is no list of payloads.", malformed);
        } catch (PayloadCodecException sealed) {
            throw Fault.INVALID_VALUE.because(String.valueOf(sealed.getMessage()), sealed);
        }
    }

    private void signIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var key = request.getParameter("key");
        var token = access.signIn(key == null ? "" : key)
                .orElseThrow(() -> Fault.UNAUTHENTICATED.because("This is not the API key of a superAdmin."));
        response.addHeader(
                "Set-Cookie",
                ResponseCookie.from(ConsoleAccess.COOKIE, token)
                        .path(PATH)
                        .httpOnly(true)
                        .secure(request.isSecure())
                        .sameSite("Strict")
                        .build()
                        .toString());
        response.setContentType("text/plain");
        response.getOutputStream()
                .write("Signed in. The Temporal console, opened in this browser, can read payloads now.\n"
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static void page(HttpServletResponse response) throws IOException {
        response.setContentType("text/html");
        response.setCharacterEncoding("UTF-8");
        response.setHeader(
                "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'");
        response.getOutputStream().write(new ClassPathResource("codec/page.html").getContentAsByteArray());
    }

    /** Scheme, host and port, as browsers send it. */
    private static String originOf(String console) {
        var address = java.net.URI.create(console);
        var port = address.getPort() < 0 ? "" : ":" + address.getPort();
        return address.getScheme() + "://" + address.getHost() + port;
    }
}

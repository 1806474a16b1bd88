package cloud.kowabunga.kahuna.rest;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.kahuna.access.Caller;
import cloud.kowabunga.kahuna.operation.Dispatch;
import cloud.kowabunga.kahuna.seal.SealKey;
import cloud.kowabunga.kahuna.wire.ApiError;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * {@code Idempotency-Key} on whatever changes something: the same key with the same request gets the same answer, without
 * anything being done twice; with another request it is refused. What was refused without an operation leaves no trace.
 */
@Component
@Order(IdempotencyFilter.ORDER)
final class IdempotencyFilter extends OncePerRequestFilter {
    /** After the caller is known. */
    static final int ORDER = 40;

    /** On an answer that was given before. */
    static final String REPLAYED = "Idempotent-Replayed";

    private static final String HEADER = "Idempotency-Key";
    private static final int LONGEST_KEY = 200;

    /** An operation has begun, and nobody could say how it ends. The key keeps its ids, so that the next try finds it and waits for its end. */
    private static final int UNKNOWN_YET = HttpStatus.SERVICE_UNAVAILABLE.value();

    private static final Set<String> CHANGES = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final List<String> KEPT_HEADERS = List.of(
            HttpHeaders.LOCATION, HttpHeaders.CONTENT_TYPE, HttpHeaders.ETAG, Dispatch.HEADER, "Preference-Applied");

    /** A change of the catalog takes milliseconds: whoever comes a moment later waits for the first one's answer. */
    private static final Duration FIRST_IS_NEARLY_DONE = Duration.ofSeconds(3);

    private final IdempotencyKeys keys;
    private final SecretKey hashKey;

    IdempotencyFilter(IdempotencyKeys keys, SealKey seal) {
        hashKey = seal.derive("bodies of requests", "HmacSHA256");
        this.keys = keys;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getHeader(HEADER) == null || !CHANGES.contains(request.getMethod());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            var key = request.getHeader(HEADER).strip();
            if (key.isEmpty() || key.length() > LONGEST_KEY) {
                throw Fault.MALFORMED_REQUEST.because("Idempotency-Key: 1 to 200 characters are needed.");
            }
            var replayable = new ReadBody(request);
            var caller = request.getAttribute(Caller.ATTRIBUTE) instanceof Caller known ? known.id() : "";
            answer(replayable, response, chain, caller, key);
        } catch (BodyTooLarge _) {
            ErrorAdvice.error(HttpStatus.CONTENT_TOO_LARGE, BodyTooLarge.SENTENCE)
                    .sendTo(response);
        } catch (KowabungaException no) {
            ApiError.of(no).sendTo(response);
        }
    }

    private void answer(ReadBody request, HttpServletResponse response, FilterChain chain, String caller, String key)
            throws ServletException, IOException {
        var hash = hash(request);
        var known = keys.claim(caller, key, hash);
        if (!known.bodyHash().equals(hash)) {
            throw Fault.IDEMPOTENCY_KEY_REUSED.because(
                    "Idempotency-Key: this key was used for another request. Take a new one.");
        }
        while (known.answer() == null && !known.fresh() && known.age().compareTo(FIRST_IS_NEARLY_DONE) < 0) {
            pause();
            known = keys.claim(caller, key, hash);
        }
        var answer = known.answer();
        if (answer != null) {
            replay(answer, response);
            return;
        }
        known.ids().bindTo(request);
        var caught = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, caught);
        var named = caught.containsHeader(Dispatch.HEADER);
        if (caught.getStatus() < 400 || (named && caught.getStatus() != UNKNOWN_YET)) {
            keys.remember(caller, key, known.ids(), answerOf(caught));
        } else if (!named) {
            keys.giveUp(caller, key);
        }
        caught.copyBodyToResponse();
    }

    private static IdempotencyKeys.Answer answerOf(ContentCachingResponseWrapper caught) {
        var headers = new LinkedHashMap<String, String>();
        for (var header : KEPT_HEADERS) {
            var value = header.equals(HttpHeaders.CONTENT_TYPE) ? caught.getContentType() : caught.getHeader(header);
            if (value != null) {
                headers.put(header, value);
            }
        }
        return new IdempotencyKeys.Answer(
                caught.getStatus(), headers, new String(caught.getContentAsByteArray(), StandardCharsets.UTF_8));
    }

    private static void replay(IdempotencyKeys.Answer answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        response.setHeader(REPLAYED, "true");
        response.getOutputStream().write(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    /** Keyed: a body may hold a password, and a plain hash of it could be guessed from the database. */
    private String hash(ReadBody request) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(hashKey);
            var query = request.getQueryString();
            mac.update((request.getMethod() + " " + request.getRequestURI() + "?" + (query == null ? "" : query) + "\n")
                    .getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(request.body()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has HmacSHA256.", impossible);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw Fault.ENGINE_AWAY.because("Kahuna is stopping. Ask again in a few seconds.");
        }
    }
}

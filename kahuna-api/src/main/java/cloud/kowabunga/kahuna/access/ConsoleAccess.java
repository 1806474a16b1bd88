package cloud.kowabunga.kahuna.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Whom the engine's console may show what is sealed: a superAdmin, known by key, by token, or by a cookie that only this is for. */
@Component
public final class ConsoleAccess {
    /** Holds a sign-in token. */
    public static final String COOKIE = "kowabunga_payloads";

    private final Callers callers;

    ConsoleAccess(Callers callers) {
        this.callers = callers;
    }

    public Optional<Caller> operator(HttpServletRequest request) {
        var key = request.getHeader(AccessFilter.KEY_HEADER);
        if (key != null) {
            return callers.byKey(key.strip()).filter(Caller::isSuperAdmin);
        }
        var cookies = request.getCookies() == null ? Stream.<Cookie>of() : Arrays.stream(request.getCookies());
        return AccessFilter.bearer(request)
                .or(() -> cookies.filter(cookie -> cookie.getName().equals(COOKIE))
                        .map(Cookie::getValue)
                        .findFirst())
                .flatMap(callers::bySession)
                .filter(Caller::isSuperAdmin);
    }

    /** A sign-in token for the owner of this key; empty where the key is no superAdmin's. */
    public Optional<String> signIn(String key) {
        return callers.byKey(key.strip()).filter(Caller::isSuperAdmin).flatMap(callers::signIn);
    }
}

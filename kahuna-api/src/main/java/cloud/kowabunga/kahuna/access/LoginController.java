package cloud.kowabunga.kahuna.access;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.wire.Api;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.kahuna.wire.UserCredentials;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Signs people in and out. */
@Api
final class LoginController {
    private final Callers callers;
    private final LoginThrottle throttle;

    LoginController(Callers callers, LoginThrottle throttle) {
        this.callers = callers;
        this.throttle = throttle;
    }

    @PostMapping("/login")
    UserCredentials login(@RequestBody UserCredentials given, HttpServletRequest request) {
        var login = Given.required("email", given.email());
        var password = Given.required("password", given.password());
        throttle.admit(login, request.getRemoteAddr());
        var token = callers.signIn(login, password);
        if (token.isEmpty()) {
            throw Fault.UNAUTHENTICATED.because("Email and password do not belong together.");
        }
        throttle.succeeded(login, request.getRemoteAddr());
        return new UserCredentials(login, "", token.get());
    }

    @PostMapping("/logout")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void logout(HttpServletRequest request) {
        AccessFilter.bearer(request).ifPresent(callers::signOut);
    }
}

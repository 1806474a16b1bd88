package cloud.kowabunga.kahuna.access;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.wire.Api;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.kahuna.wire.IdentityToken;
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
    private final IdentityProvider provider;

    LoginController(Callers callers, LoginThrottle throttle, IdentityProvider provider) {
        this.callers = callers;
        this.throttle = throttle;
        this.provider = provider;
    }

    @PostMapping("/login")
    UserCredentials login(@RequestBody UserCredentials given, HttpServletRequest request) {
        var login = Given.required("email", given.email());
        var password = Given.required("password", given.password());
        var who = callers.meant(login);
        throttle.admit(who, request.getRemoteAddr());
        var token = callers.signIn(login, password);
        if (token.isEmpty()) {
            throw Fault.UNAUTHENTICATED.because("Email and password do not belong together.");
        }
        throttle.succeeded(who, request.getRemoteAddr());
        known(request, token.get());
        return new UserCredentials(login, "", token.get());
    }

    /** With what the company's identity provider says; a token of theirs is no secret that could be guessed, so nobody is slowed down. */
    @PostMapping("/login/oidc")
    UserCredentials login(@RequestBody IdentityToken given, HttpServletRequest request) {
        var email = provider.email(Given.text("id_token", given.idToken()));
        var token = callers.vouchedFor(email);
        if (token.isEmpty()) {
            throw Fault.UNAUTHENTICATED.because(
                    "Nobody here has the address %s. Ask an administrator to make a user with it.".formatted(email));
        }
        known(request, token.get());
        return new UserCredentials(email, "", token.get());
    }

    /** From here on, to the audit and to the log. */
    private void known(HttpServletRequest request, String token) {
        callers.bySession(token).ifPresent(caller -> request.setAttribute(Caller.ATTRIBUTE, caller));
    }

    @PostMapping("/logout")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void logout(HttpServletRequest request) {
        AccessFilter.bearer(request).ifPresent(callers::signOut);
    }
}

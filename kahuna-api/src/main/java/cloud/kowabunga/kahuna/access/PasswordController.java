package cloud.kowabunga.kahuna.access;

import cloud.kowabunga.kahuna.wire.Api;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.kahuna.wire.Password;
import cloud.kowabunga.kahuna.wire.PasswordReset;
import cloud.kowabunga.kahuna.wire.UserEmail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/** Passwords over HTTP. */
@Api
final class PasswordController {
    private final UserPasswords passwords;
    private final ResetMail mail;
    private final ForgottenPasswords forgotten;

    PasswordController(UserPasswords passwords, ResetMail mail, ForgottenPasswords forgotten) {
        this.passwords = passwords;
        this.mail = mail;
        this.forgotten = forgotten;
    }

    @PutMapping("/user/{userId}/password")
    void change(@PathVariable("userId") String id, @RequestBody Password given) {
        passwords.change(id, given.value());
    }

    /** Where no mail goes out, the administrator hands the token over. */
    @PatchMapping("/user/{userId}/resetPassword")
    ResponseEntity<Void> reset(@PathVariable("userId") String id) {
        var reset = passwords.reset(id);
        var answer = ResponseEntity.ok().header("Cache-Control", "no-store");
        return mail.send(reset)
                ? answer.build()
                : answer.header("X-Kowabunga-Secret", reset.token()).build();
    }

    /** Answers the same, and as fast, whether or not there is such a user. */
    @RequestMapping(
            path = "/resetPassword",
            method = {RequestMethod.POST, RequestMethod.PUT})
    void forgotten(@RequestBody UserEmail given) {
        forgotten.say(Given.text("email", given.email()));
    }

    @PostMapping("/resetPassword/redeem")
    void redeem(@RequestBody PasswordReset given) {
        passwords.redeem(Given.text("token", given.token()), given.value());
    }
}

package cloud.kowabunga.kahuna.tenancy;

import cloud.kowabunga.kahuna.access.Caller;
import cloud.kowabunga.kahuna.access.Expiry;
import cloud.kowabunga.kahuna.access.UserKeys;
import cloud.kowabunga.kahuna.catalog.NewIds;
import cloud.kowabunga.kahuna.wire.Api;
import cloud.kowabunga.kahuna.wire.ApiToken;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.kahuna.wire.User;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Users and their keys over HTTP. */
@Api
final class UserController {
    private final Users users;
    private final UserKeys keys;

    UserController(Users users, UserKeys keys) {
        this.users = users;
        this.keys = keys;
    }

    @PostMapping("/user")
    @ResponseStatus(HttpStatus.CREATED)
    User create(NewIds ids, @RequestBody User given) {
        return users.create(ids, given);
    }

    @GetMapping("/user")
    List<String> list() {
        return users.ids();
    }

    @GetMapping("/user/{userId}")
    User read(@PathVariable("userId") String id) {
        return users.read(id);
    }

    @PutMapping("/user/{userId}")
    User update(Caller caller, @PathVariable("userId") String id, @RequestBody User given) {
        return users.update(caller, id, given);
    }

    @DeleteMapping("/user/{userId}")
    void delete(@PathVariable("userId") String id) {
        users.delete(id);
    }

    /** The key itself is told once, in a header: the published body has no place for it. */
    @PatchMapping("/user/{userId}/token")
    ResponseEntity<ApiToken> rotate(
            @PathVariable("userId") String id,
            @RequestParam(name = "expire", required = false) @Nullable Boolean expire,
            @RequestParam(name = "expirationDate", required = false) @Nullable LocalDate expirationDate,
            @RequestParam(name = "expiration_date", required = false) @Nullable LocalDate expirationDateOfOld) {
        var rotated = keys.rotate(id, Expiry.of(expire, Given.orAbsent(expirationDate, expirationDateOfOld)));
        return ResponseEntity.ok()
                .header("X-Kowabunga-Secret", rotated.key().reveal())
                .header("Cache-Control", "no-store")
                .body(rotated.token());
    }
}

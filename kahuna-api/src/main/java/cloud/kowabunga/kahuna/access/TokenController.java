package cloud.kowabunga.kahuna.access;

import cloud.kowabunga.kahuna.wire.Api;
import cloud.kowabunga.kahuna.wire.ApiToken;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;

/** Keys of users and agents over HTTP, without their secrets. */
@Api
final class TokenController {
    private final Tokens tokens;

    TokenController(Tokens tokens) {
        this.tokens = tokens;
    }

    @GetMapping("/token")
    List<String> list() {
        return tokens.ids();
    }

    @GetMapping("/token/{tokenId}")
    ResponseEntity<ApiToken> read(@PathVariable("tokenId") String id) {
        var answer = ResponseEntity.ok();
        // In a header: the published body has no place for it.
        tokens.lastUse(id).ifPresent(moment -> answer.header("X-Kowabunga-Last-Used", moment.toString()));
        return answer.body(tokens.read(id));
    }

    @PutMapping("/token/{tokenId}")
    ApiToken update(@PathVariable("tokenId") String id, @RequestBody ApiToken given) {
        return tokens.update(id, given);
    }

    /** The key is void at once; what an agent opened with it is closed. */
    @DeleteMapping("/token/{tokenId}")
    void delete(@PathVariable("tokenId") String id) {
        tokens.delete(id);
    }
}

package cloud.kowabunga.koala.client;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** What those may do who have not signed in. */
final class FakeSignIn {
    private final FakePlatform platform;
    private final AtomicBoolean redeemed = new AtomicBoolean();
    private final List<String> forgotten = new CopyOnWriteArrayList<>();

    FakeSignIn(FakePlatform platform) {
        this.platform = platform;
    }

    /** Whether it was a call of this kind. */
    boolean answers(HttpExchange exchange, String call) throws IOException {
        switch (call) {
            case "POST /login" -> login(exchange);
            case "POST /resetPassword" -> {
                forgotten.add(text(exchange, "email"));
                FakeWire.answer(exchange, 200, null);
            }
            case "POST /resetPassword/redeem" -> redeem(exchange);
            default -> {
                return false;
            }
        }
        return true;
    }

    List<String> forgotten() {
        return forgotten;
    }

    private void login(HttpExchange exchange) throws IOException {
        var body = WireJson.MAPPER.readTree(exchange.getRequestBody());
        if (FakeKahuna.EMAIL.equals(body.path("email").asString(""))
                && FakeKahuna.PASSWORD.equals(body.path("password").asString(""))) {
            FakeWire.answer(exchange, 200, Map.of("email", FakeKahuna.EMAIL, "jwt", FakeKahuna.JWT));
        } else {
            FakeWire.refuse(exchange, 401, "Unauthorized", "This user and password do not go together.");
        }
    }

    private void redeem(HttpExchange exchange) throws IOException {
        var body = WireJson.MAPPER.readTree(exchange.getRequestBody());
        if (FakeKahuna.TOKEN.equals(body.path("token").asString("")) && redeemed.compareAndSet(false, true)) {
            platform.password(FakeRights.SELF, body.path("value").asString(""));
            FakeWire.answer(exchange, 200, null);
        } else {
            FakeWire.refuse(
                    exchange,
                    422,
                    "Unprocessable Entity",
                    "token: it is not good, was used or has run out. Ask for another one.");
        }
    }

    private static String text(HttpExchange exchange, String field) throws IOException {
        return WireJson.MAPPER.readTree(exchange.getRequestBody()).path(field).asString("");
    }
}

package cloud.kowabunga.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code login logout whoami}. */
final class AccessCommands {
    private final Surroundings here;

    AccessCommands(Surroundings here) {
        this.here = here;
    }

    CommandSpec login() {
        return Command.of("login", "Sign in with a password, or keep an API key, for the commands that follow.", here)
                .option("--email", "EMAIL", "Whose account; asked for where neither this nor a key is given.")
                .does(typed -> {
                    var url = typed.text("--url")
                            .or(() -> here.variable("KOWABUNGA_URL"))
                            .or(() -> SignIn.kept(here).map(SignIn::url))
                            .or(() -> here.variable("KOWABUNGA_LOCAL_URL"))
                            .orElseThrow(() -> Refusal.usage("Which Kahuna? Give --url https://kahuna.example.com"));
                    var key = typed.text("--api-key");
                    var signIn = key.isPresent()
                            ? SignIn.withKey(url, key.get(), "an API key")
                            : withPassword(url, typed.text("--email").orElseGet(() -> here.ask("E-mail: ")));
                    new KahunaApi(signIn).get("/platform");
                    signIn.keep(here);
                    typed.tell("Signed in at %s with %s.".formatted(signIn.url(), signIn.who()));
                });
    }

    /** A call that concerns no object, such as asking for a new password: its words are options. */
    CommandSpec call(Route route) {
        var command = Command.of(route.word(), route.summary() + ".", here);
        route.query().forEach(field -> command.option(field, field.required()));
        route.body().forEach(field -> command.option(field, field.required()));
        return command.does(typed -> {
            var names = new Names(typed.api());
            var request = new Request(route, typed, names, List.of());
            var body = route.body().isEmpty() ? null : request.body();
            new Orders(typed, names, "").run(route, route.path() + request.query(), body, "");
        });
    }

    private SignIn withPassword(String url, String email) {
        var password = here.secret().apply("Password of " + email + ": ");
        var body = JsonNodeFactory.instance.objectNode().put("email", email).put("password", password);
        var token = new KahunaApi(new SignIn(url, null, null, ""))
                .call("POST", "/login", body)
                .body()
                .path("jwt")
                .asString("");
        return SignIn.withToken(url, token, email);
    }

    /** A token dies at once, everywhere; a key stays valid and is forgotten here. */
    CommandSpec logout() {
        return Command.of("logout", "Give the token back and forget who is signed in.", here)
                .does(typed -> {
                    var kept = SignIn.kept(here);
                    if (kept.isEmpty()) {
                        typed.tell("Nobody was signed in.");
                        return;
                    }
                    try {
                        if (kept.get().token() != null) {
                            new KahunaApi(kept.get()).call("POST", "/logout", null);
                        }
                    } finally {
                        SignIn.forget(here);
                    }
                    typed.tell("Signed out at " + kept.get().url() + ".");
                });
    }

    CommandSpec whoami() {
        return Command.of(
                        "whoami", "Say which Kahuna is called, as whom, with which role, and whether it answers.", here)
                .does(typed -> {
                    var signIn = typed.signIn();
                    var api = new KahunaApi(signIn);
                    var caller = api.get("/whoami");
                    var platform = api.get("/platform");
                    var answer = JsonNodeFactory.instance
                            .objectNode()
                            .put("url", signIn.url())
                            .put("who", signIn.who())
                            .put("name", caller.path("name").asString(""))
                            .put("role", caller.path("role").asString(""));
                    platform.properties().forEach(each -> answer.set(each.getKey(), each.getValue()));
                    typed.output().one(answer, here.out());
                });
    }
}

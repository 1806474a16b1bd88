package cloud.kowabunga.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** A command as it was typed, where it runs, and what it may need. */
record Typed(ParseResult words, Surroundings here) {
    boolean has(String option) {
        return words.hasMatchedOption(option);
    }

    Optional<String> text(String option) {
        return Optional.ofNullable(words.<String>matchedOptionValue(option, null));
    }

    boolean truth(String option) {
        return words.<Boolean>matchedOptionValue(option, Boolean.FALSE);
    }

    List<String> texts(String option) {
        return words.matchedOptionValue(option, List.of());
    }

    Optional<String> argument() {
        return words.matchedPositionals().isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(words.matchedPositional(0).<String>getValue());
    }

    Output output() {
        return Output.of(text("--output").orElse("table"));
    }

    /** Options go before variables, variables before what {@code login} kept, that before the platform beside this command. */
    SignIn signIn() {
        var url = text("--url").or(() -> here.variable("KOWABUNGA_URL"));
        var key = text("--api-key").or(() -> here.variable("KOWABUNGA_API_KEY"));
        var kept = SignIn.kept(here).or(() -> SignIn.local(here));
        if (key.isPresent()) {
            var address = url.or(() -> kept.map(SignIn::url))
                    .orElseThrow(() -> Refusal.usage("Which Kahuna? Give --url or set KOWABUNGA_URL."));
            return SignIn.withKey(address, key.get(), "the key that was given");
        }
        var known = kept.orElseThrow(() ->
                Refusal.usage("Nobody is signed in. Sign in with: kowabunga login --url https://kahuna.example.com"));
        if (url.isPresent() && !url.get().replaceAll("/+$", "").equals(known.url())) {
            // A key or token is never sent to another address than the one that it was given for.
            throw Refusal.usage("Nobody is signed in at %s. Sign in with: kowabunga login --url %s"
                    .formatted(url.get(), url.get()));
        }
        return known;
    }

    KahunaApi api() {
        return new KahunaApi(signIn());
    }

    void tell(String sentence) {
        here.err().println(sentence);
    }
}

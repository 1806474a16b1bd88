package cloud.kowabunga.kahuna.operation;

import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.PowerAction;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.workflow.OperationWorkflow;
import cloud.kowabunga.workflow.compute.DeleteInstance;
import cloud.kowabunga.workflow.compute.DeleteKompute;
import cloud.kowabunga.workflow.compute.PowerInstance;
import cloud.kowabunga.workflow.storage.DeleteTemplate;
import cloud.kowabunga.workflow.storage.DeleteVolume;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a bulk can do, and with which request each of its parts could be asked for alone.
 *
 * @param word as a caller writes it
 * @param path as it stands in the table of rights
 * @param workflow that does it to one resource
 */
record BulkVerb(
        Noun noun,
        String word,
        String method,
        String path,
        Class<? extends OperationWorkflow> workflow,
        @Nullable PowerAction action) {
    private static final String DELETE = "delete";

    private static final Map<Noun, Class<? extends OperationWorkflow>> DELETIONS = Map.of(
            Noun.INSTANCE, DeleteInstance.class,
            Noun.KOMPUTE, DeleteKompute.class,
            Noun.VOLUME, DeleteVolume.class,
            Noun.TEMPLATE, DeleteTemplate.class);

    private static final List<Noun> POWERED = List.of(Noun.INSTANCE, Noun.KOMPUTE);

    /** What the two words mean; INVALID_VALUE with those that mean something. */
    static BulkVerb of(@Nullable String noun, @Nullable String verb) {
        var kind = Given.oneOf("noun", Given.required("noun", noun), nouns());
        var found = DELETIONS.keySet().stream()
                .filter(known -> known.path().equals(kind))
                .findFirst()
                .orElseThrow();
        var word = Given.oneOf("verb", Given.required("verb", verb), words(found));
        var path = "/%s/{%sId}".formatted(kind, kind);
        if (word.equals(DELETE)) {
            return new BulkVerb(found, word, "DELETE", path, deletion(found), null);
        }
        var action = PowerAction.of(word).orElseThrow();
        return new BulkVerb(found, word, "PATCH", path + "/" + word, PowerInstance.class, action);
    }

    private static Class<? extends OperationWorkflow> deletion(Noun noun) {
        var workflow = DELETIONS.get(noun);
        if (workflow == null) {
            throw Fault.INTERNAL.because("Nothing deletes a " + noun.title() + ".");
        }
        return workflow;
    }

    private static List<String> nouns() {
        return DELETIONS.keySet().stream().map(Noun::path).sorted().toList();
    }

    private static List<String> words(Noun noun) {
        var actions = POWERED.contains(noun)
                ? Arrays.stream(PowerAction.values()).map(PowerAction::word)
                : Stream.<String>empty();
        return Stream.concat(Stream.of(DELETE), actions).toList();
    }
}

package cloud.kowabunga.koala.catalog;

import cloud.kowabunga.koala.client.KahunaAway;
import cloud.kowabunga.koala.client.KahunaRefusal;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * What came of doing the same to several resources one by one.
 *
 * @param done how many
 * @param refused the names of all others, each with the sentence why not
 */
record EachAlone(int done, Map<String, String> refused) {
    /** So that a long selection neither takes long nor fills Kahuna. */
    private static final int AT_ONCE = 8;

    /** Does it to each; one that is refused keeps nobody else from it. */
    static EachAlone of(List<SelectionBar.Chosen> all, Consumer<SelectionBar.Chosen> deed) {
        var refused = new LinkedHashMap<String, String>();
        try (var threads =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            var begun = new LinkedHashMap<SelectionBar.Chosen, Future<String>>();
            all.forEach(one -> begun.put(one, threads.submit(() -> why(one, deed))));
            begun.forEach((one, why) -> {
                var sentence = result(why);
                if (!sentence.isEmpty()) {
                    refused.put(one.name(), sentence);
                }
            });
        }
        return new EachAlone(all.size() - refused.size(), refused);
    }

    private static String result(Future<String> why) {
        try {
            return why.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "Koala was stopped before it was done.";
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Why it was not done; empty where it was. */
    private static String why(SelectionBar.Chosen one, Consumer<SelectionBar.Chosen> deed) {
        try {
            deed.accept(one);
            return "";
        } catch (KahunaRefusal no) {
            return no.reason();
        } catch (KahunaAway away) {
            return away.reason();
        }
    }

    /** Tells what was done and what was not. */
    Dialog notice(String title) {
        var list = new UnorderedList();
        refused.forEach((name, why) -> list.add(new ListItem("%s: %s".formatted(name, why))));
        var form = new Div(new Paragraph("%d of %d are done. Not done:".formatted(done, done + refused.size())), list);
        form.addClassName("form");
        var notice = new Dialog(form);
        notice.setHeaderTitle(title);
        var read = new Button("Close", _ -> notice.close());
        read.setId("close");
        notice.getFooter().add(read);
        return notice;
    }
}

package cloud.kowabunga.koala.catalog;

import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.client.AgentRow;
import cloud.kowabunga.koala.client.Resource;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.RouterLink;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.HttpMethod;

/** Of keys: whose they are, of a user or of an agent, and when they were used last. */
final class KeyColumns implements MoreColumns {
    private final Visitor visitor = Visitor.current();
    private final KeyWords words = KeyWords.of(UI.getCurrentOrThrow());
    private Map<String, AgentRow> agents = Map.of();

    @Override
    public List<Column> columns() {
        return List.of(
                new Column("Of", "parentName", false, "", this::owner),
                new Column("Kind", key -> new Span(ofAgent(key) ? "Agent" : "User")),
                new Column("Last used", key -> new Span(lastUse(key))),
                new Column("Holds", "200px", key -> new Span(words.until(key))));
    }

    @Override
    public Set<String> replaced() {
        return Set.of("expire", "expiration_date");
    }

    @Override
    public Set<String> nouns() {
        return Set.of("agent");
    }

    @Override
    public void ask(Collection<Resource> rows) {
        if (visitor.may(HttpMethod.GET, "/search/agents")) {
            agents = visitor.kahuna().agents().stream()
                    .collect(Collectors.toUnmodifiableMap(AgentRow::id, Function.identity()));
        }
    }

    @Override
    public Object facts(Resource key) {
        return List.of(ofAgent(key), lastUse(key));
    }

    /** An agent uses its key for as long as it is heard of. */
    private String lastUse(Resource key) {
        var agent = agents.get(owned(key));
        return (agent == null ? words.lastUse(key) : words.lastHeard(agent)).orElse("never");
    }

    private boolean ofAgent(Resource key) {
        return agents.containsKey(owned(key));
    }

    private static String owned(Resource key) {
        return Objects.requireNonNullElse(key.parent(), "");
    }

    private Component owner(Resource key) {
        if (key.parent() == null || key.parentName() == null) {
            return new Span(Words.NONE);
        }
        return new RouterLink(
                key.parentName(),
                ResourceView.class,
                ResourceView.of(ofAgent(key) ? Kind.AGENT.path() : Kind.USER.path(), key.parent()));
    }
}

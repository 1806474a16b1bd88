package cloud.kowabunga.koala.access;

import cloud.kowabunga.koala.client.AuditFilter;
import cloud.kowabunga.koala.client.Change;
import cloud.kowabunga.koala.client.Credential;
import cloud.kowabunga.koala.client.Kahuna;
import cloud.kowabunga.koala.client.KahunaAway;
import cloud.kowabunga.koala.client.KahunaClient;
import cloud.kowabunga.koala.client.KahunaRefusal;
import cloud.kowabunga.koala.client.LiveFeed;
import cloud.kowabunga.koala.client.Platform;
import cloud.kowabunga.koala.client.Range;
import cloud.kowabunga.koala.client.Whoami;
import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.shared.Registration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/**
 * Somebody who has signed in, for as long as their session lasts: their credential, which never leaves the server, and one
 * stream of changes for all their windows.
 */
public final class Visitor implements AutoCloseable {
    /** A window that wants to hear what happens. Called on the stream's thread; a view goes on with {@code ui.access}. */
    public interface Watcher {
        /** Something changed. */
        void changed(Change change);

        /** Kahuna went away or came back; after the latter everything on the screen may be out of date. */
        void reachability();

        /** The credential is not good any more. */
        void signedOut();
    }

    private final String title;
    private final boolean session;
    private final KahunaClient kahuna;
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
    private final LiveFeed feed;
    private volatile boolean readsAudit;
    private volatile Platform platform;
    private volatile Whoami who;
    private volatile boolean pausing;
    private volatile @Nullable Instant awaySince;

    private Visitor(Kahuna kahuna, Credential credential) {
        this.title = credential.title();
        this.session = credential instanceof Credential.Session;
        this.kahuna = kahuna.as(credential);
        this.platform = this.kahuna.platform();
        this.who = this.kahuna.whoami();
        this.readsAudit = mayReadAudit();
        this.feed = this.kahuna.changes(new Feed());
    }

    /** Signs in, or raises {@link KahunaRefusal} where Kahuna does not know the credential. */
    public static Visitor enter(Kahuna kahuna, Credential credential) {
        return new Visitor(kahuna, credential);
    }

    /** Who has signed in to this session. */
    public static Optional<Visitor> of(VaadinSession session) {
        return Optional.ofNullable(session.getAttribute(Visitor.class));
    }

    /** Who looks at the current screen; the gate lets no screen be shown to nobody. */
    public static Visitor current() {
        return of(VaadinSession.getCurrent()).orElseThrow(() -> new IllegalStateException("Nobody has signed in."));
    }

    /** For the person: as whom they have signed in. */
    public String title() {
        return title;
    }

    /** Whether they have signed in as a user, so that another password of theirs ends this session; a key goes on. */
    public boolean endsWithPassword() {
        return session;
    }

    public KahunaClient kahuna() {
        return kahuna;
    }

    public Platform platform() {
        return platform;
    }

    /** As Kahuna last said it. */
    public Whoami who() {
        return who;
    }

    /**
     * Whether it makes sense to offer them this; Kahuna decides again when they do it.
     *
     * @param path below the API, with an id or any word in braces where Kahuna has a variable
     */
    public boolean may(HttpMethod method, String path) {
        return who.may(method, path);
    }

    /** Asks anew what they may do: somebody may have given them another role. */
    public void learn() {
        try {
            var now = kahuna.whoami();
            if (!now.equals(who)) {
                readsAudit = mayReadAudit();
                who = now;
            }
        } catch (KahunaRefusal | KahunaAway e) {
            // What was known is still the best guess; the stream tells if the credential is to blame.
        }
    }

    /** Whether it makes sense to offer them the audit; Kahuna decides again whenever it is asked for. */
    public boolean readsAudit() {
        return readsAudit;
    }

    /** Whether what they order stops where a step is refused, so that they can repair it, unless they say otherwise with the order. */
    public boolean pauses() {
        return pausing;
    }

    public void pause(boolean onFailure) {
        pausing = onFailure;
    }

    private boolean mayReadAudit() {
        try {
            kahuna.audit(AuditFilter.ALL, new Range(0, 1, ""));
            return true;
        } catch (KahunaRefusal no) {
            if (no.forbidden()) {
                return false;
            }
            throw no;
        }
    }

    /** Since when Kahuna has been away; empty while it is there. */
    public Optional<Instant> awaySince() {
        return Optional.ofNullable(awaySince);
    }

    public Registration watch(Watcher watcher) {
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    /** For what a screen shows by itself: while Kahuna is away there is no answer, and a banner says so already. */
    public <T> Optional<T> ask(Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (KahunaAway e) {
            return Optional.empty();
        }
    }

    /** Tells Kahuna that this session is over, if it listens. */
    void leave() {
        try {
            kahuna.signOut();
        } catch (KahunaRefusal | KahunaAway e) {
            // The credential is forgotten here in any case, and Kahuna's own time-out ends the rest.
        }
    }

    @Override
    public void close() {
        feed.close();
        watchers.clear();
    }

    private final class Feed implements LiveFeed.Listener<Change> {
        @Override
        public void open() {
            awaySince = null;
            try {
                // A restarted Kahuna may be another version, or serve another kind of region.
                platform = kahuna.platform();
            } catch (KahunaRefusal | KahunaAway e) {
                // What was known is still the best guess; the stream tells if the credential is to blame.
            }
            learn();
            watchers.forEach(Watcher::reachability);
        }

        @Override
        public void event(Change change) {
            if (change.noun().equals("user") && change.id().equals(who.id())) {
                learn();
            }
            watchers.forEach(watcher -> watcher.changed(change));
        }

        @Override
        public void lost() {
            if (awaySince == null) {
                awaySince = Instant.now();
                watchers.forEach(Watcher::reachability);
            }
        }

        @Override
        public void refused(KahunaRefusal refusal) {
            watchers.forEach(Watcher::signedOut);
        }
    }
}

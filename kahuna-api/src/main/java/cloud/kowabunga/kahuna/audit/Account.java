package cloud.kowabunga.kahuna.audit;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.kahuna.access.ApiKey;
import cloud.kowabunga.kahuna.access.Caller;
import cloud.kowabunga.kahuna.catalog.NewIds;
import cloud.kowabunga.kahuna.database.ChangeNotice;
import cloud.kowabunga.kahuna.database.Witness;
import cloud.kowabunga.kahuna.wire.Api;
import cloud.kowabunga.operation.Origin;
import cloud.kowabunga.tenancy.ProjectId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerMapping;
import tools.jackson.core.JacksonException;

/**
 * What one request does, for the audit. The first transaction that the request commits carries its row; a request that commits none
 * has its row written at its end.
 */
public final class Account implements Witness {
    private static final String ATTRIBUTE = Account.class.getName();
    private static final int LONGEST_NAME = 200;

    private final HttpServletRequest request;
    private final byte[] body;
    private final @Nullable String input;
    private Entry.@Nullable Subject subject;
    private boolean written;

    private Account(HttpServletRequest request, byte[] body) {
        this.request = request;
        this.body = body;
        this.input = Redaction.of(body, parameters(request));
    }

    /** Begins the account of a request whose body was read. */
    public static Account begin(HttpServletRequest request, byte[] body) {
        var account = new Account(request, body);
        request.setAttribute(ATTRIBUTE, account);
        return account;
    }

    /** Of this request, where one was begun. */
    public static Optional<Account> of(HttpServletRequest request) {
        return Optional.ofNullable((Account) request.getAttribute(ATTRIBUTE));
    }

    /** What an operation takes along of the request that orders it. */
    public Origin origin() {
        return new Origin(keyPrefix(), request.getRemoteAddr(), input);
    }

    @Override
    public void begins(DSLContext transaction) {
        if (!written) {
            subject = find(transaction, deed()).orElse(null);
        }
    }

    @Override
    public void ends(DSLContext transaction) {
        if (!written) {
            var deed = deed();
            if (subject == null && deed.creates()) {
                subject = Subjects.find(
                                transaction, deed.noun(), NewIds.of(request).resource())
                        .orElse(null);
            }
            var entry = entry(deed, Entry.Result.DONE, null, null);
            Trail.write(transaction, entry);
            tell(transaction, entry);
        }
    }

    /** Whoever looks at a catalog hears of it too. */
    private static void tell(DSLContext transaction, Entry entry) {
        var subject = entry.subject();
        if (subject.resource() != null) {
            var project = subject.project() == null ? null : new ProjectId(subject.project());
            ChangeNotice.send(transaction, entry.noun(), subject.resource(), null, project);
        }
    }

    @Override
    public void committed() {
        written = true;
    }

    /** Writes the row of a request that ended well, unless a transaction carried it. */
    public void done(Trail trail) {
        if (!written) {
            note(trail, Entry.Result.DONE, null, null);
        }
    }

    /** Writes the row of a request that ended with an error. */
    public void refused(Trail trail, int status) {
        var why = request.getAttribute(DispatcherServlet.EXCEPTION_ATTRIBUTE) instanceof KowabungaException no
                ? no
                : null;
        var fault = why == null ? byStatus(status) : why.fault();
        note(
                trail,
                Entry.Result.REFUSED,
                fault == null ? null : fault.name(),
                why == null ? "HTTP " + status : why.sentence());
    }

    private void note(Trail trail, Entry.Result result, @Nullable String fault, @Nullable String reason) {
        var deed = deed();
        trail.note(
                entry(deed, result, fault, reason),
                transaction ->
                        subject != null ? subject : find(transaction, deed).orElseGet(() -> fromPath(deed)));
    }

    private static Optional<Entry.Subject> find(DSLContext transaction, Deed deed) {
        return Optional.ofNullable(deed.resource()).flatMap(id -> Subjects.find(transaction, deed.noun(), id));
    }

    private Entry entry(Deed deed, Entry.Result result, @Nullable String fault, @Nullable String reason) {
        return new Entry(
                who(),
                deed.verb(),
                deed.noun(),
                request.getMethod() + " " + request.getRequestURI(),
                Objects.requireNonNullElseGet(subject, () -> fromPath(deed)),
                input,
                result,
                fault,
                reason,
                null);
    }

    private Entry.Who who() {
        var caller = request.getAttribute(Caller.ATTRIBUTE) instanceof Caller known ? known : null;
        return new Entry.Who(
                caller == null ? null : caller.id(),
                caller == null ? claimedName() : caller.name(),
                keyPrefix(),
                request.getRemoteAddr());
    }

    private @Nullable String keyPrefix() {
        var key = request.getHeader("X-API-Key");
        return key == null ? null : ApiKey.prefixOf(key.strip()).orElse(null);
    }

    /** Whose name was given with a wrong password. */
    private @Nullable String claimedName() {
        try {
            var email = cloud.kowabunga.kahuna.wire.Json.mapper().readTree(body).path("email");
            return email.isString()
                    ? email.stringValue()
                            .substring(
                                    0,
                                    Math.min(LONGEST_NAME, email.stringValue().length()))
                    : null;
        } catch (JacksonException _) {
            return null;
        }
    }

    private Entry.Subject fromPath(Deed deed) {
        var variables = variables();
        return new Entry.Subject(
                deed.resource(),
                null,
                deed.noun().equals("project") ? deed.resource() : variables.get("projectId"),
                deed.noun().equals("region") ? deed.resource() : variables.get("regionId"));
    }

    private Deed deed() {
        var pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        var path = pattern == null ? request.getRequestURI() : pattern.toString();
        return Deed.of(
                request.getMethod(),
                path.startsWith(Api.PREFIX) ? path.substring(Api.PREFIX.length()) : path,
                variables());
    }

    @SuppressWarnings("unchecked")
    private Map<String, String> variables() {
        return (Map<String, String>) Objects.requireNonNullElse(
                request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE), Map.of());
    }

    private static Map<String, List<String>> parameters(HttpServletRequest request) {
        var parameters = new TreeMap<String, List<String>>();
        if (request.getQueryString() != null) {
            Collections.list(request.getParameterNames())
                    .forEach(name -> parameters.put(name, List.of(request.getParameterValues(name))));
        }
        return parameters;
    }

    private static @Nullable Fault byStatus(int status) {
        return Arrays.stream(new Fault[] {
                    Fault.UNAUTHENTICATED, Fault.NOT_ALLOWED, Fault.NOT_FOUND, Fault.MALFORMED_REQUEST, Fault.INTERNAL
                })
                .filter(fault -> fault.category().httpStatus() == status)
                .findFirst()
                .orElse(null);
    }
}

package cloud.kowabunga.kahuna.database;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.KowabungaException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Says in a sentence what PostgreSQL refused. Constraints decide races, so their refusals are part of the product's
 * behaviour; the last column of a key is the one that a person gave.
 */
final class Refusals {
    /** As PostgreSQL words it: {@code Key (project_id, name)=(p-1, web-1) already exists.} */
    private static final Pattern KEY = Pattern.compile("Key \\((.*?)\\)=\\((.*)\\) (.*)", Pattern.DOTALL);

    private static final Pattern OTHER_TABLE = Pattern.compile("table \"(\\w+)\"");

    private Refusals() {}

    static KowabungaException toFault(DataAccessException refused) {
        var server = serverMessage(refused);
        var state = refused.sqlState();
        return switch (state) {
            case "23505", "23P01" -> taken(server, refused);
            case "23503" -> reference(server, refused);
            case "23514", "22P02", "22003" ->
                Fault.INVALID_VALUE.because("PostgreSQL does not accept a value: " + constraint(server) + ".", refused);
            case "22021" ->
                Fault.MALFORMED_REQUEST.because(
                        "A text holds the character with the number zero, which is in nothing that is kept.", refused);
            case "40001", "40P01", "55P03" ->
                Fault.DATABASE_AWAY.because("Too many operations want the same rows at once. Try again.", refused);
            default -> isAway(refused, state) ? away(refused) : internal(refused);
        };
    }

    private static KowabungaException taken(@Nullable ServerErrorMessage server, DataAccessException cause) {
        var constraint = constraint(server);
        var value = key(server).map(Key::lastValue).orElse("");
        var noun = Tables.title(server == null ? null : server.getTable());
        if (constraint.endsWith("_name_key")) {
            return Fault.NAME_TAKEN.because("There is %s named '%s' already.".formatted(one(noun), value), cause);
        }
        return switch (constraint) {
            case "adapter_mac_key" -> Fault.MAC_TAKEN.because("The MAC address %s is taken.".formatted(value), cause);
            case "adapter_address_once" ->
                Fault.ADDRESS_TAKEN.because("The address %s is taken.".formatted(value), cause);
            case "subnet_overlap" ->
                Fault.ADDRESS_TAKEN.because("The network overlaps with another Subnet of the region.", cause);
            case "app_user_email_key" -> Fault.NAME_TAKEN.because("There is a User with this email already.", cause);
            case "kaktus_agent_once", "kiwi_agent_once" ->
                Fault.IN_USE.because("Agent '%s' serves another %s.".formatted(value, noun), cause);
            default -> Fault.IN_USE.because("%s: '%s' is in use already.".formatted(noun, value), cause);
        };
    }

    private static String one(String noun) {
        return ("AEIO".indexOf(noun.charAt(0)) < 0 && !noun.startsWith("NFS") ? "a " : "an ") + noun;
    }

    private static KowabungaException reference(@Nullable ServerErrorMessage server, DataAccessException cause) {
        var key = key(server);
        var detail = server == null || server.getDetail() == null ? "" : server.getDetail();
        var other = OTHER_TABLE.matcher(detail);
        var noun = Tables.title(other.find() ? other.group(1) : null);
        var value = key.map(Key::firstValue).orElse("");
        return detail.contains("is still referenced")
                ? Fault.IN_USE.because("It cannot be removed: there is %s that needs it.".formatted(one(noun)), cause)
                : Fault.NOT_FOUND.because("There is no %s with the id '%s'.".formatted(noun, value), cause);
    }

    /** Classes 08 (connection), 53 (resources), 57 (operator intervention, as in a shutdown) and a pool that has none to give. */
    private static boolean isAway(DataAccessException refused, String state) {
        return state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57P")
                || refused.getCause(SQLTransientException.class) != null
                || refused.getCause(java.io.IOException.class) != null;
    }

    private static KowabungaException away(Throwable cause) {
        return Fault.DATABASE_AWAY.because("PostgreSQL cannot be reached now. Nothing was changed; try again.", cause);
    }

    private static KowabungaException internal(Throwable cause) {
        return Fault.INTERNAL.because("Something went wrong inside. The log has the details.", cause);
    }

    private static @Nullable ServerErrorMessage serverMessage(DataAccessException refused) {
        var cause = refused.getCause(SQLException.class);
        return cause instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
    }

    private static String constraint(@Nullable ServerErrorMessage server) {
        return server == null || server.getConstraint() == null ? "" : server.getConstraint();
    }

    private static Optional<Key> key(@Nullable ServerErrorMessage server) {
        if (server == null || server.getDetail() == null) {
            return Optional.empty();
        }
        var found = KEY.matcher(server.getDetail());
        return found.matches() ? Optional.of(new Key(found.group(1), found.group(2))) : Optional.empty();
    }

    /** Only a key's last value may be free text, so only that may hold a comma. */
    private record Key(String columns, String values) {
        String lastValue() {
            var parts = values.split(", ", columns.split(", ", -1).length);
            return parts[parts.length - 1];
        }

        String firstValue() {
            return values.split(", ", 2)[0];
        }
    }
}

package cloud.kowabunga.kahuna.tenancy;

import static cloud.kowabunga.kahuna.catalog.Nouns.USERS;
import static cloud.kowabunga.kahuna.db.Tables.APP_USER;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.access.Caller;
import cloud.kowabunga.kahuna.access.Role;
import cloud.kowabunga.kahuna.access.UserKeys;
import cloud.kowabunga.kahuna.catalog.NewIds;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.db.tables.records.AppUserRecord;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.kahuna.wire.User;
import java.util.Arrays;
import java.util.List;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The rows of users. Their passwords and keys are other classes' matter. */
@Component
final class Users {
    private static final int LONGEST_EMAIL = 254;

    private final Database database;

    Users(Database database) {
        this.database = database;
    }

    User create(NewIds ids, User given) {
        var id = ids.resource();
        var role = role(Given.required("role", given.role()));
        var email = email(given.email());
        return database.write(sql -> {
            if (!USERS.isThere(sql, ids, id)) {
                sql.insertInto(APP_USER)
                        .set(APP_USER.ID, id)
                        .set(APP_USER.NAME, Given.name(given.name()))
                        .set(APP_USER.DESCRIPTION, given.description())
                        .set(APP_USER.EMAIL, email)
                        .set(APP_USER.ROLE, role.wire())
                        .set(APP_USER.NOTIFICATIONS, Boolean.TRUE.equals(given.notifications()))
                        .execute();
            }
            return wire(USERS.read(sql, id));
        });
    }

    List<String> ids() {
        return database.read(USERS::ids);
    }

    User read(String id) {
        return database.read(sql -> wire(USERS.read(sql, id)));
    }

    /** Nobody but a superAdmin changes a role, or the address to which resets of the password go. */
    User update(Caller caller, String id, User given) {
        return database.write(sql -> {
            var others = lockSuperAdmins(sql);
            var row = USERS.hold(sql, id, Users::wire);
            Given.unchanged("id", given.id(), id);
            if (given.role() != null && !given.role().equals(row.getRole())) {
                requireSuperAdmin(caller, "role");
                requireAnother(others, row);
                row.setRole(role(given.role()).wire());
            }
            if (given.email() != null && !given.email().equals(row.getEmail())) {
                requireSuperAdmin(caller, "email");
                row.setEmail(email(given.email()));
            }
            row.setName(given.name() == null ? row.getName() : Given.name(given.name()));
            row.setDescription(Given.orAbsent(given.description(), row.getDescription()));
            row.setNotifications(Given.or(given.notifications(), row.getNotifications()));
            row.update();
            return wire(row);
        });
    }

    /** With the user go their keys, their sign-ins and their places in teams. */
    void delete(String id) {
        database.change(sql -> {
            var others = lockSuperAdmins(sql);
            var row = USERS.hold(sql, id, Users::wire);
            requireAnother(others, row);
            UserKeys.withdraw(sql, id);
            row.delete();
        });
    }

    /** Their ids, and nobody becomes one less meanwhile: two who remove each other must not leave nobody. */
    private static List<String> lockSuperAdmins(DSLContext sql) {
        return sql.select(APP_USER.ID)
                .from(APP_USER)
                .where(APP_USER.ROLE.eq(Role.SUPER_ADMIN.wire()))
                .orderBy(APP_USER.ID)
                .forUpdate()
                .fetch(APP_USER.ID);
    }

    private static void requireAnother(List<String> superAdmins, AppUserRecord row) {
        if (superAdmins.equals(List.of(row.getId()))) {
            throw Fault.IN_USE.because("%s is the only superAdmin. Make another one first.".formatted(row.getName()));
        }
    }

    private static void requireSuperAdmin(Caller caller, String field) {
        if (!caller.isSuperAdmin()) {
            throw Fault.NOT_ALLOWED.because("%s: %s has the role %s; a superAdmin is needed to change this."
                    .formatted(field, caller.name(), caller.role().wire()));
        }
    }

    private static Role role(String wire) {
        return Role.of(Given.oneOf(
                "role", wire, Arrays.stream(Role.values()).map(Role::wire).toList()));
    }

    private static String email(@Nullable String given) {
        var email = Given.text("email", given).strip();
        if (!email.matches("[^@\\s]+@[^@\\s]+") || email.length() > LONGEST_EMAIL) {
            throw Fault.INVALID_VALUE.because("email: an address like ada@example.com is needed.");
        }
        return email;
    }

    private static User wire(AppUserRecord row) {
        return new User(
                row.getId(),
                row.getName(),
                row.getDescription(),
                row.getEmail(),
                row.getRole(),
                row.getNotifications());
    }
}

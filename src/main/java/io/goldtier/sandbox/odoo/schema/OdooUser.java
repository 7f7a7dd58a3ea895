package io.goldtier.sandbox.odoo.schema;

import io.goldtier.connector.odoo.rpc.OdooSettings;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The stand-in's users, each with a key of its own, from the one who may do everything to one who may look at contacts.
 */
public enum OdooUser {
    ADMIN(2, "Administrator", OdooSettings.SANDBOX_LOGIN, OdooSettings.SANDBOX_KEY, OdooRole.values()),
    /** Neither Invoicing nor contact creation. */
    LIMITED(5, "Limited", "limited", "sandbox-odoo-limited-key", OdooRole.INTERNAL),
    /** What the assistant is meant to have: Invoicing and contact creation, no "Access Rights". */
    BOOKKEEPER(
            6,
            "Bookkeeper",
            "bookkeeper",
            "sandbox-odoo-bookkeeper-key",
            OdooRole.INTERNAL,
            OdooRole.INVOICING,
            OdooRole.CONTACT_CREATION),
    /** May look at the books and change nothing. */
    READER(7, "Reader", "reader", "sandbox-odoo-reader-key", OdooRole.INTERNAL, OdooRole.BOOKS_READ_ONLY);

    /** The user's id. */
    public final int id;

    /** The user's name. */
    public final String person;

    /** The user's login. */
    public final String login;

    private final String key;
    private final Set<OdooRole> roles;

    OdooUser(int id, String person, String login, String key, OdooRole... roles) {
        this.id = id;
        this.person = person;
        this.login = login;
        this.key = key;
        this.roles = Set.of(roles);
    }

    /** Whether the user is in that group. */
    public boolean has(OdooRole role) {
        return roles.contains(role);
    }

    /** The user whose key that is. */
    public static Optional<OdooUser> byKey(String key) {
        return Arrays.stream(values()).filter(user -> user.key.equals(key)).findFirst();
    }

    /** The user whose login and key these are. */
    public static Optional<OdooUser> byLogin(Object login, Object key) {
        return byKey(String.valueOf(key)).filter(user -> user.login.equals(login));
    }

    /** Whether there is a user of that id. */
    public static boolean exists(Number id) {
        return Arrays.stream(values()).anyMatch(user -> user.id == id.longValue());
    }
}

package io.goldtier.sandbox.odoo;

import io.goldtier.connector.odoo.OdooSettings;

/** The stand-in's two users and their keys: an accountant who may do everything and one who may read contacts. */
final class OdooUsers {

    static final long ADMIN = 2;
    static final long LIMITED = 5;

    /** Key of the user without accounting rights. */
    static final String LIMITED_KEY = "sandbox-odoo-limited-key";

    private OdooUsers() {}

    /** The user of a key; 0 when nobody has it. */
    static long byKey(String key) {
        return OdooSettings.SANDBOX_KEY.equals(key) ? ADMIN : LIMITED_KEY.equals(key) ? LIMITED : 0;
    }

    /** The user of a login and key; 0 when they do not belong together. */
    static long byLogin(Object login, Object key) {
        long uid = byKey(String.valueOf(key));
        boolean matches =
                uid == ADMIN && OdooSettings.SANDBOX_LOGIN.equals(login) || uid == LIMITED && "limited".equals(login);
        return matches ? uid : 0;
    }
}

package io.goldtier.route;

import io.goldtier.settings.Mode;
import io.goldtier.settings.Settings;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The beans that routes name, made without Spring: with what the test gives them, and null for what is not needed. */
final class Beans {

    /** The time at which all of them live. */
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-02-20T12:00:00Z"), ZoneOffset.UTC);

    private Beans() {}

    /** Settings of a sandbox whose vault and data are below this folder. */
    static Settings settings(Path folder) {
        return new Settings(
                Mode.SANDBOX, folder.resolve("vault"), folder.resolve("data"), Path.of("routes"), ZoneId.of("UTC"));
    }

    /** A bean of this type, such as {@code connector.odoo.books.OdooBooking}; most are not public. */
    static Object make(String type, Object... arguments) throws ReflectiveOperationException {
        Constructor<?> constructor = Class.forName("io.goldtier." + type).getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        return constructor.newInstance(arguments);
    }
}

package io.goldtier.store;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The one form in which times are stored and logged: ISO 8601 in UTC with milliseconds, which sorts as text. */
public final class Times {

    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Times() {}

    /** The time as text such as {@code 2026-02-20T10:30:00.000Z}. */
    public static String text(Instant time) {
        return FORM.format(time);
    }
}

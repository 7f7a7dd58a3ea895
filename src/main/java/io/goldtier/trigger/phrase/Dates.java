package io.goldtier.trigger.phrase;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads dates of which there is one reading: {@code 2026-02-20}, {@code 20 February 2026}, {@code Feb 20, 2026}. One such
 * as {@code 2/3/2026} has two, and is none.
 */
public final class Dates {

    private static final String MONTH =
            "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
                    + "|sep(?:tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";

    /** A regular expression, without groups, for what looks like such a date. */
    public static final String PATTERN = "(?<!\\d)(?:\\d{4}-\\d{2}-\\d{2}|\\d{1,2} (?i:" + MONTH + ") \\d{4}|(?i:"
            + MONTH + ") \\d{1,2},? \\d{4})(?!\\d)";

    private static final List<DateTimeFormatter> FORMS = List.of(
            form("uuuu-MM-dd"), form("d MMMM uuuu"), form("d MMM uuuu"), form("MMMM d uuuu"), form("MMM d uuuu"));

    private Dates() {}

    /** The date; empty when there is no such day. */
    public static Optional<LocalDate> read(String text) {
        String plain = text.strip().replace(",", "").replaceAll("\\s+", " ");
        for (DateTimeFormatter form : FORMS) {
            try {
                return Optional.of(LocalDate.parse(plain, form));
            } catch (DateTimeException e) {
                // Written in another form, or in none
                continue;
            }
        }
        return Optional.empty();
    }

    private static DateTimeFormatter form(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
    }
}

package io.goldtier.trigger.phrase;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads dates of which there is one reading: {@code 2026-02-20}, {@code 20 February 2026}, {@code Feb 20, 2026},
 * {@code 20. Februar 2026}, {@code 20.02.2026}. One such as {@code 2/3/2026} has two, and is none.
 */
public final class Dates {

    private static final String MONTH =
            "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
                    + "|sep(?:tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";

    private static final String GERMAN_MONTH = "(?:jan(?:uar)?|jänner|feb(?:ruar)?|märz|mrz|apr(?:il)?|mai|juni?|juli?"
            + "|aug(?:ust)?|sep(?:t(?:ember)?)?|okt(?:ober)?|nov(?:ember)?|dez(?:ember)?)";
    private static final List<String> GERMAN_MONTHS =
            List.of("jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez");

    /** A regular expression, without groups, for what looks like such a date. */
    public static final String PATTERN = "(?<!\\d)(?:\\d{4}-\\d{2}-\\d{2}|\\d{1,2} (?i:" + MONTH + ") \\d{4}|(?i:"
            + MONTH + ") \\d{1,2},? \\d{4}|\\d{1,2}\\. ?(?iu:" + GERMAN_MONTH
            + ")\\.? \\d{4}|\\d{1,2}\\. ?\\d{1,2}\\. ?\\d{4})(?![\\d.]\\d|\\d)";

    private static final Pattern GERMAN =
            Pattern.compile("(?iu)(\\d{1,2})\\. ?(?:(\\d{1,2})\\. ?|(" + GERMAN_MONTH + ")\\.? )(\\d{4})");

    private static final List<DateTimeFormatter> FORMS = List.of(
            form("uuuu-MM-dd"), form("d MMMM uuuu"), form("d MMM uuuu"), form("MMMM d uuuu"), form("MMM d uuuu"));

    private Dates() {}

    /** The date; empty when there is no such day. */
    public static Optional<LocalDate> read(String text) {
        Matcher german = GERMAN.matcher(text.strip());
        if (german.matches()) {
            return german(german);
        }
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

    private static Optional<LocalDate> german(Matcher date) {
        int month = date.group(2) != null
                ? Integer.parseInt(date.group(2))
                : GERMAN_MONTHS.indexOf(date.group(3)
                                .toLowerCase(Locale.ROOT)
                                .replace("jän", "jan")
                                .replace("mrz", "mär")
                                .substring(0, 3))
                        + 1;
        try {
            return Optional.of(LocalDate.of(Integer.parseInt(date.group(4)), month, Integer.parseInt(date.group(1))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static DateTimeFormatter form(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
    }
}

package io.goldtier.report.figures;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a piece of work was meant to take: {@code expected: 2 days} or {@code due: 2026-02-20} in its context, else the
 * response time that the goals name, else a day.
 */
final class Expected {

    private static final Pattern LENGTH =
            Pattern.compile("(\\d{1,4}(?:\\.\\d)?)\\s*(day|hour|minute|week|d|h|min|w)s?");
    private static final Duration USUAL = Duration.ofDays(1);

    private Expected() {}

    /** How long; never nothing. */
    static Duration of(Map<String, Object> context, Instant started, BigDecimal responseHours, ZoneId zone) {
        Duration said = said(context.get("expected"));
        if (said == null && context.get("expected_days") instanceof Number days) {
            said = said(days + " days");
        }
        if (said == null) {
            said = until(context.containsKey("due") ? context.get("due") : context.get("due_date"), started, zone);
        }
        if (said != null) {
            return said;
        }
        return responseHours == null || responseHours.signum() == 0
                ? USUAL
                : Duration.ofMinutes(
                        responseHours.multiply(BigDecimal.valueOf(60)).longValue());
    }

    private static Duration said(Object value) {
        Matcher form = LENGTH.matcher(value == null ? "" : String.valueOf(value).strip());
        if (!form.matches()) {
            return null;
        }
        long minutes =
                switch (form.group(2).charAt(0)) {
                    case 'w' -> 7 * 24 * 60;
                    case 'd' -> 24 * 60;
                    case 'h' -> 60;
                    default -> 1;
                };
        Duration length = Duration.ofMinutes(new BigDecimal(form.group(1))
                .multiply(BigDecimal.valueOf(minutes))
                .longValue());
        return length.isZero() ? null : length;
    }

    private static Duration until(Object value, Instant started, ZoneId zone) {
        try {
            Duration left = value == null
                    ? Duration.ZERO
                    : Duration.between(
                            started,
                            LocalDate.parse(String.valueOf(value))
                                    .plusDays(1)
                                    .atStartOfDay(zone)
                                    .toInstant());
            return left.isZero() || left.isNegative() ? null : left;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** A length of time in words, in the unit that suits it. */
    static String words(Duration length) {
        if (length.compareTo(Duration.ofHours(36)) >= 0 || length.toHours() > 0 && length.toHours() % 24 == 0) {
            return count(length, Duration.ofDays(1), "day", "days");
        }
        return length.compareTo(Duration.ofMinutes(90)) >= 0
                ? count(length, Duration.ofHours(1), "hour", "hours")
                : count(length, Duration.ofMinutes(1), "minute", "minutes");
    }

    private static String count(Duration length, Duration unit, String one, String many) {
        BigDecimal number = BigDecimal.valueOf(length.toSeconds())
                .divide(BigDecimal.valueOf(unit.toSeconds()), 1, java.math.RoundingMode.HALF_UP);
        BigDecimal shown = number.compareTo(BigDecimal.TEN) >= 0 || !unit.equals(Duration.ofDays(1))
                ? number.setScale(0, java.math.RoundingMode.HALF_UP)
                : number;
        String text = shown.stripTrailingZeros().toPlainString();
        return text + " " + (text.equals("1") ? one : many);
    }
}

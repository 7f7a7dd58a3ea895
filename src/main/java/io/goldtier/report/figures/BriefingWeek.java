package io.goldtier.report.figures;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A week of a briefing: Monday to Sunday, numbered as ISO 8601 does.
 *
 * @param monday its first day
 */
public record BriefingWeek(LocalDate monday) {

    private static final Pattern FORM = Pattern.compile("(\\d{4})-W(\\d{2})");
    private static final LocalTime WRITTEN = LocalTime.of(23, 59);

    /** Refuses another day. */
    public BriefingWeek {
        if (monday.getDayOfWeek() != DayOfWeek.MONDAY) {
            throw new IllegalArgumentException("A week begins on a Monday, not on " + monday);
        }
    }

    /** The week that this moment belongs to, where the owner is. */
    public static BriefingWeek of(Instant time, ZoneId zone) {
        return of(LocalDate.ofInstant(time, zone));
    }

    /** The week that this day belongs to. */
    public static BriefingWeek of(LocalDate day) {
        return new BriefingWeek(day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
    }

    /**
     * Reads {@code 2026-W08}.
     *
     * @throws IllegalArgumentException naming the value and what is allowed
     */
    public static BriefingWeek parse(String text) {
        Matcher form = FORM.matcher(text);
        if (form.matches()) {
            try {
                int year = Integer.parseInt(form.group(1));
                // The fourth of January lies in the first week of every year
                LocalDate monday =
                        of(LocalDate.of(year, 1, 4)).monday().plusWeeks(Integer.parseInt(form.group(2)) - 1L);
                BriefingWeek week = new BriefingWeek(monday);
                if (week.text().equals(text)) {
                    return week;
                }
            } catch (DateTimeException e) {
                // Refused below
            }
        }
        throw new IllegalArgumentException("week must be a week of the calendar such as 2026-W08, was: " + text);
    }

    /** As people write it: {@code 2026-W08}. */
    public String text() {
        return "%04d-W%02d"
                .formatted(monday.get(IsoFields.WEEK_BASED_YEAR), monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }

    /** The briefing's id. */
    public String id() {
        return "CEO-" + text();
    }

    /** Its last day. */
    public LocalDate sunday() {
        return monday.plusDays(6);
    }

    /** The week after it. */
    public BriefingWeek next() {
        return new BriefingWeek(monday.plusWeeks(1));
    }

    /** Its first moment. */
    public Instant start(ZoneId zone) {
        return monday.atStartOfDay(zone).toInstant();
    }

    /** The first moment after it. */
    public Instant end(ZoneId zone) {
        return next().start(zone);
    }

    /** When its briefing is written by itself: on Sunday, a minute before midnight. */
    public Instant due(ZoneId zone) {
        return sunday().atTime(WRITTEN).atZone(zone).toInstant();
    }

    @Override
    public String toString() {
        return text();
    }
}

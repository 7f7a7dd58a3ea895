package io.goldtier.store;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The one form in which times are stored and logged: ISO 8601 in UTC with milliseconds, which sorts as text. */
public final class Times {

    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final long SECONDS_A_DAY = 86_400;
    private static final int LENGTH = "2026-02-20T10:30:00.000Z".length();

    /** The day that was written last, since the same one is written all day long. */
    private static volatile Day last = new Day(0);

    private Times() {}

    private record Day(long number, String text) {

        Day(long number) {
            this(number, LocalDate.ofEpochDay(number).toString());
        }
    }

    /** The time as text such as {@code 2026-02-20T10:30:00.000Z}. */
    public static String text(Instant time) {
        long seconds = time.getEpochSecond();
        long number = Math.floorDiv(seconds, SECONDS_A_DAY);
        Day day = last;
        if (day.number() != number) {
            if (seconds < 0 || seconds > 4_102_444_800L) {
                // Years of other than four digits, and the past, are nobody's daily work
                return FORM.format(time);
            }
            day = new Day(number);
            last = day;
        }
        int second = (int) Math.floorMod(seconds, SECONDS_A_DAY);
        StringBuilder text = new StringBuilder(LENGTH).append(day.text()).append('T');
        digits(text, second / 3600, 2).append(':');
        digits(text, second / 60 % 60, 2).append(':');
        digits(text, second % 60, 2).append('.');
        return digits(text, time.getNano() / 1_000_000, 3).append('Z').toString();
    }

    /** The time that such a text says. */
    public static Instant parse(String text) {
        if (text.length() != LENGTH || text.charAt(10) != 'T' || text.charAt(19) != '.' || text.charAt(23) != 'Z') {
            return Instant.parse(text);
        }
        Day day = last;
        if (!text.startsWith(day.text())) {
            return Instant.parse(text);
        }
        int hour = number(text, 11, 2);
        int minute = number(text, 14, 2);
        int second = number(text, 17, 2);
        int milli = number(text, 20, 3);
        if (hour > 23 || minute > 59 || second > 59 || (hour | minute | second | milli) < 0) {
            return Instant.parse(text);
        }
        return Instant.ofEpochSecond(
                day.number() * SECONDS_A_DAY + hour * 3600L + minute * 60L + second, milli * 1_000_000L);
    }

    /** The number that these digits say; negative when they are none. */
    private static int number(String text, int from, int count) {
        int number = 0;
        for (int i = from; i < from + count; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private static StringBuilder digits(StringBuilder text, int number, int count) {
        if (count == 3) {
            text.append((char) ('0' + number / 100));
        }
        return text.append((char) ('0' + number / 10 % 10)).append((char) ('0' + number % 10));
    }
}

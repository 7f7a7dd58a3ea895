package io.goldtier.intake.mail;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An invitation in iCalendar (RFC 5545) in words: {@code Meeting: Review on 2026-03-02 at 10:00}. */
final class CalendarText {

    private static final Pattern START = Pattern.compile(
            "(?im)^DTSTART(?:;[^:\\n]{0,200})?:(\\d{4})(\\d{2})(\\d{2})(?:T(\\d{2})(\\d{2})\\d{2}(Z?))?");
    private static final Pattern SUMMARY = Pattern.compile("(?im)^SUMMARY(?:;[^:\\n]{0,200})?:([^\\n]{1,300})");

    private CalendarText() {}

    /** The words of its first event; null when it has none. */
    static String of(String calendar) {
        String unfolded = calendar.replace("\r\n", "\n").replaceAll("\n[ \t]", "");
        int event = unfolded.indexOf("BEGIN:VEVENT");
        if (event < 0 || unfolded.contains("METHOD:CANCEL")) {
            return null;
        }
        Matcher start = START.matcher(unfolded);
        if (!start.find(event)) {
            return null;
        }
        String time = start.group(4) == null
                ? ""
                : " at " + start.group(4) + ":" + start.group(5)
                        + (start.group(6).isEmpty() ? "" : " UTC");
        return "Meeting: " + summary(unfolded, event).orElse("invitation") + " on " + start.group(1) + "-"
                + start.group(2) + "-" + start.group(3) + time;
    }

    private static Optional<String> summary(String text, int from) {
        Matcher summary = SUMMARY.matcher(text);
        return summary.find(from)
                ? Optional.of(summary.group(1)
                        .replaceAll("\\\\[nN]", " ")
                        .replaceAll("\\\\(.)", "$1")
                        .strip())
                : Optional.empty();
    }
}

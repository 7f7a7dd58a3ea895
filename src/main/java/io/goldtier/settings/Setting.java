package io.goldtier.settings;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.convert.DurationStyle;

/** Refuses a setting's value in the one form that all such sentences have: the key, the value, what is allowed. */
public final class Setting {

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|[0-9a-fA-F:]+");
    private static final List<String> THIS_MACHINE = List.of("localhost", "127.0.0.1", "::1", "[::1]");

    private Setting() {}

    /**
     * Goes on if the value is good.
     *
     * @param value as it was set; give {@code "hidden"} for a secret
     * @param allowed what the value must be, such as {@code between 1 and 64}
     * @throws IllegalArgumentException with the sentence, if it is not
     */
    public static void require(boolean good, String key, Object value, String allowed) {
        if (!good) {
            throw new IllegalArgumentException(sentence(key, value, allowed));
        }
    }

    /** A text that was set, without blanks around it; null when there is none. */
    public static String text(String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** True for what can be a host's name or address. */
    public static boolean isHost(String text) {
        return text != null && HOST.matcher(text).matches();
    }

    /** True when a host of this name or address is this machine. */
    public static boolean isHere(String host) {
        return host != null && THIS_MACHINE.contains(host.toLowerCase(Locale.ROOT));
    }

    /** The refusal of a value for which there is a cause. */
    public static IllegalArgumentException wrong(String key, Object value, String allowed, Exception cause) {
        return new IllegalArgumentException(sentence(key, value, allowed), cause);
    }

    static String sentence(String key, Object value, String allowed) {
        String text = value == null || value.toString().isEmpty() ? "empty" : written(value);
        return key + " is " + text + ", but must be " + allowed;
    }

    /** A time is written as people write it in settings. */
    private static String written(Object value) {
        if (value instanceof Duration time) {
            return time.isZero() ? "0s" : written(time);
        }
        return String.valueOf(value);
    }

    private static String written(Duration time) {
        return Stream.of(Duration.ofDays(1), Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofSeconds(1))
                .filter(unit -> time.toMillis() % unit.toMillis() == 0)
                .findFirst()
                .map(unit -> time.dividedBy(unit) + suffix(unit))
                .orElseGet(() -> DurationStyle.SIMPLE.print(time));
    }

    private static String suffix(Duration unit) {
        return unit.toDays() > 0 ? "d" : unit.toHours() > 0 ? "h" : unit.toMinutes() > 0 ? "m" : "s";
    }
}

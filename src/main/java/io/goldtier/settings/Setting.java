package io.goldtier.settings;

import java.time.Duration;
import java.util.stream.Stream;
import org.springframework.boot.convert.DurationStyle;

/** Refuses a setting's value in the one form that all such sentences have: the key, the value, what is allowed. */
public final class Setting {

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

    /** The refusal of a value for which there is a cause. */
    public static IllegalArgumentException wrong(String key, Object value, String allowed, Exception cause) {
        return new IllegalArgumentException(sentence(key, value, allowed), cause);
    }

    static String sentence(String key, Object value, String allowed) {
        String text = value == null || value.toString().isEmpty() ? "empty" : text(value);
        return key + " is " + text + ", but must be " + allowed;
    }

    /** A time is written as people write it in settings. */
    private static String text(Object value) {
        if (value instanceof Duration time) {
            return time.isZero() ? "0s" : text(time);
        }
        return String.valueOf(value);
    }

    private static String text(Duration time) {
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

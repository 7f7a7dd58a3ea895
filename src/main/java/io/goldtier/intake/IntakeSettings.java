package io.goldtier.intake;

import io.goldtier.settings.Setting;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How dropped files are taken.
 *
 * @param settle how long a file that is written in place must be unchanged before it is taken; a file that is moved in
 *     whole is taken at once
 * @param patience how long one may be unchanged and still look unfinished (empty, JSON without its end, front matter
 *     without its end) before it is called bad
 * @param inFlight how many files may be between being taken and being accepted
 * @param poll milliseconds between two looks at {@code Needs_Action}
 */
@ConfigurationProperties("goldtier.intake")
public record IntakeSettings(
        @DefaultValue("1s") Duration settle,
        @DefaultValue("5s") Duration patience,
        @DefaultValue("512") int inFlight,
        @DefaultValue("50") int poll) {

    /** Refuses what makes no sense. */
    public IntakeSettings {
        require(!settle.isNegative() && settle.toSeconds() <= 60, "settle", settle, "between 0s and 60s");
        require(
                patience.compareTo(settle) >= 0 && patience.toMinutes() <= 60,
                "patience",
                patience,
                "at least as long as settle, and 60m at most");
        require(inFlight >= 1 && inFlight <= 10_000, "in-flight", inFlight, "between 1 and 10000");
        require(poll >= 10 && poll <= 60_000, "poll", poll, "between 10 and 60000 milliseconds");
    }

    private static void require(boolean good, String key, Object value, String allowed) {
        Setting.require(good, "goldtier.intake." + key, value, allowed);
    }
}

package io.goldtier.intake;

import io.goldtier.settings.Setting;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How letters are taken, whichever way they come.
 *
 * @param perMinute how many messages of one sender within a minute are read; what comes beyond is held in one note
 * @param mailboxPoll the time between two looks into a mailbox
 */
@ConfigurationProperties("goldtier.letters")
public record IntakeBounds(
        @DefaultValue("60") int perMinute,
        @DefaultValue("30s") Duration mailboxPoll) {

    /** Refuses what makes no sense. */
    public IntakeBounds {
        Setting.require(
                perMinute >= 1 && perMinute <= 100_000,
                "goldtier.letters.per-minute",
                perMinute,
                "between 1 and 100000");
        Setting.require(
                mailboxPoll.toMillis() >= 100 && mailboxPoll.toHours() <= 24,
                "goldtier.letters.mailbox-poll",
                mailboxPoll,
                "between 100ms and 24h");
    }
}

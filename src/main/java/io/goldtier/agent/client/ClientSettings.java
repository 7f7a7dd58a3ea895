package io.goldtier.agent.client;

import io.goldtier.settings.Setting;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a client such as Claude Code works on loops.
 *
 * @param lease how long a loop is its own after its last sign of life
 * @param skills what it may use where no rule says more; empty: all
 */
@ConfigurationProperties("goldtier.agent.claude-code")
public record ClientSettings(
        @DefaultValue("10m") Duration lease, @DefaultValue List<String> skills) {

    /** Checks every value. */
    public ClientSettings {
        Setting.require(
                lease.compareTo(Duration.ofMillis(100)) >= 0 && lease.compareTo(Duration.ofDays(1)) <= 0,
                "goldtier.agent.claude-code.lease",
                lease,
                "between 100ms and 1d");
        skills = List.copyOf(skills);
    }
}

package io.goldtier.intake.web;

import io.goldtier.settings.Setting;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The pages that are watched.
 *
 * @param watches each by a name
 */
@ConfigurationProperties("goldtier")
public record WatchSettings(@DefaultValue Map<String, Watch> watches) {

    /**
     * A page that is watched.
     *
     * @param url its address, whose host must be among those that browsers may reach
     * @param selector which part of it
     * @param every how often it is looked at
     */
    public record Watch(
            String url,
            @DefaultValue("body") String selector,
            @DefaultValue("15m") Duration every) {}

    /** Checks every value. */
    public WatchSettings {
        watches.forEach((name, watch) -> {
            String key = "goldtier.watches." + name;
            Setting.require(
                    name.matches("[a-z0-9][a-z0-9-]{0,39}"), key, "set", "named by small letters, digits and dashes");
            Setting.require(
                    watch.url() != null && watch.url().matches("(https?://[^\\s@]+|/\\S*)"),
                    key + ".url",
                    watch.url(),
                    "an http or https address without a name or password in it");
            Setting.require(
                    !watch.selector().isBlank(),
                    key + ".selector",
                    watch.selector(),
                    "a selector such as main or #prices");
            Setting.require(
                    watch.every().compareTo(Duration.ofSeconds(5)) >= 0
                            && watch.every().compareTo(Duration.ofDays(7)) <= 0,
                    key + ".every",
                    watch.every(),
                    "between 5s and 7d");
        });
    }
}

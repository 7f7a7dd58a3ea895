package io.goldtier.audit;

import io.goldtier.settings.Setting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long the logs are kept; {@code routes/policies/retention.camel.yaml} reads it.
 *
 * @param keepDays segments older than so many days are deleted
 */
@ConfigurationProperties("goldtier.logs")
record LogSettings(@DefaultValue("90") int keepDays) {

    LogSettings {
        Setting.require(
                keepDays >= 1 && keepDays <= 36_500, "goldtier.logs.keep-days", keepDays, "between 1 and 36500");
    }
}

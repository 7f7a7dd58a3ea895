package io.goldtier.loop;

import io.goldtier.settings.Setting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How loops are worked on; {@code routes/loop/ralph-wiggum.camel.yaml} reads it.
 *
 * @param workers how many at once
 */
@ConfigurationProperties("goldtier.loop")
record LoopSettings(@DefaultValue("32") int workers) {

    LoopSettings {
        Setting.require(workers >= 1 && workers <= 64, "goldtier.loop.workers", workers, "between 1 and 64");
    }
}

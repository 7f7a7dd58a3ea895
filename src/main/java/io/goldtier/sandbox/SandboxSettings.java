package io.goldtier.sandbox;

import io.goldtier.settings.Setting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the stand-ins of outside systems play.
 *
 * @param odooVersion which Odoo, 16 to 19
 */
@ConfigurationProperties("goldtier.sandbox")
public record SandboxSettings(@DefaultValue("19") int odooVersion) {

    /** Refuses what there is no stand-in for. */
    public SandboxSettings {
        Setting.require(
                odooVersion >= 16 && odooVersion <= 19,
                "goldtier.sandbox.odoo-version",
                odooVersion,
                "16, 17, 18 or 19");
    }
}

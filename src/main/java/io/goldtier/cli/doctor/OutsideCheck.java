package io.goldtier.cli.doctor;

import io.goldtier.cli.Causes;
import io.goldtier.outside.health.Health;
import io.goldtier.settings.Mode;
import io.goldtier.settings.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.env.ConfigurableEnvironment;

/** Whether each outside system that has a card can be used; nothing is changed there. */
final class OutsideCheck {

    private final ConfigurableEnvironment environment;
    private final Settings settings;

    OutsideCheck(ConfigurableEnvironment environment, Settings settings) {
        this.environment = environment;
        this.settings = settings;
    }

    List<Finding> check() {
        List<Finding> findings = new ArrayList<>();
        try {
            Map<String, Health> found;
            if (settings.mode() == Mode.SANDBOX) {
                findings.add(
                        Finding.ok(
                                "outside",
                                "sandbox: Odoo, Facebook, Instagram, X and the mail server are played by the assistant itself; nothing is sent"));
                // The one that nobody plays
                found = OutsideProbe.check(environment, settings.routes(), "browser");
            } else {
                found = new TreeMap<>(OutsideProbe.check(environment, settings.routes()));
            }
            found.forEach((name, health) -> findings.add(finding(name, health)));
            return findings;
        } catch (RuntimeException | IOException e) {
            return List.of(Finding.fault("outside", "the outside systems cannot be looked at: " + Causes.sentence(e)));
        }
    }

    private static Finding finding(String name, Health health) {
        if (health instanceof Health.Fault) {
            return Finding.fault(name, health.message());
        }
        if (health instanceof Health.Inactive) {
            return Finding.warn(name, health.message() + " Its skills are not available");
        }
        return health.message() == null
                ? Finding.ok(name, well((Health.Active) health))
                : Finding.warn(name, health.message());
    }

    private static String well(Health.Active health) {
        return health.shows().get("browser") instanceof String drawn
                ? drawn + " has drawn a page, and its picture is as it should be"
                : "it answers, takes our credentials, and has what is needed";
    }
}

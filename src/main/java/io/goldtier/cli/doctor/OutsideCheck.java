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
        if (settings.mode() == Mode.SANDBOX) {
            return List.of(
                    Finding.ok(
                            "outside",
                            "sandbox: Odoo, Facebook, Instagram, X and the mail server are played by the assistant itself; nothing is sent"));
        }
        try {
            Map<String, Health> found = new TreeMap<>(OutsideProbe.check(environment, settings.routes()));
            List<Finding> findings = new ArrayList<>();
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
                ? Finding.ok(name, "it answers, takes our credentials, and has what is needed")
                : Finding.warn(name, health.message());
    }
}

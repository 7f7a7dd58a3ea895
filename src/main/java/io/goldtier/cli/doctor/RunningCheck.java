package io.goldtier.cli.doctor;

import io.goldtier.cli.Assistant;
import io.goldtier.cli.CommandFault;
import io.goldtier.cli.Configuration;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the assistant itself says is wrong, when it runs: the store or the vault that it cannot write, routes that were stopped. */
final class RunningCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private RunningCheck() {}

    /** A fault for each trouble; none when no assistant runs here, which is no fault. */
    static List<Finding> check(Configuration configuration) {
        try {
            return new Assistant(configuration, PATIENCE).get("/api/status").get("troubles") instanceof List<?> troubles
                    ? troubles.stream()
                            .map(trouble -> String.valueOf(((Map<?, ?>) trouble).get("message")))
                            .map(sentence -> Finding.fault("running", sentence))
                            .toList()
                    : List.of();
        } catch (CommandFault e) {
            return List.of();
        }
    }
}

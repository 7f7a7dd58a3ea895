package io.goldtier.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What JMX, and so hawtio, shows of the steps of a route that is changed while it runs. */
class ShownStepsTest {

    private static final String FILE = "intake/needs-action.camel.yaml";

    @TempDir
    Path home;

    @Test
    void theStepsOfAChangedRouteAreShownAsBefore() throws Exception {
        try (Assistant assistant = Assistant.in(home).start()) {
            Set<String> before = steps("needs-action");
            assertThat(before).contains("claim-file", "hand-in");
            Set<String> all = steps(null);

            Path file = assistant.routes().resolve(FILE);
            assistant.route(FILE, Files.readString(file).replace("Moves the file", "Takes the file"));
            await().atMost(Duration.ofSeconds(20)).until(() -> assistant.log("audit_log.jsonl").stream()
                    .anyMatch(line -> line.get("action").equals("reload_routes")));

            assertThat(steps("needs-action")).containsAll(before);
            assertThat(steps(null)).isEqualTo(all);
        }
    }

    private static Set<String> steps(String route) throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        Set<String> steps = new TreeSet<>();
        for (ObjectName name :
                server.queryNames(new ObjectName("org.apache.camel:context=*,type=processors,name=*"), null)) {
            if (route == null || route.equals(server.getAttribute(name, "RouteId"))) {
                steps.add(ObjectName.unquote(name.getKeyProperty("name")));
            }
        }
        return steps;
    }
}

package io.goldtier.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.cli.CliRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.FileSystemUtils;

/** The names of beans, routes and steps, of which each may be there once. */
class IdsTest {

    @TempDir
    Path home;

    /** What {@code new} writes works whatever its name is, unless a card or a route has it already. */
    @Test
    void aNewSkillMayBeNamedAsAStepOfOurs() throws IOException {
        Path routes = home.resolve("routes");
        FileSystemUtils.copyRecursively(Path.of("routes"), routes);
        List<String> settings = List.of("--goldtier.routes=" + routes, "--goldtier.data=" + home.resolve("data"));
        for (String step : List.of("note", "post", "words")) {
            assertThat(CliRun.of(settings, "new", "skill", step, "--system", "odoo")
                            .code())
                    .isZero();
        }
        assertThat(CliRun.of(settings, "check").toString()).contains("code=0");
        assertThat(CliRun.of(settings, "new", "skill", "message", "--system", "odoo")
                        .err())
                .contains("The name message is taken by intake/message.camel.yaml; nothing was written");

        Path post = routes.resolve("skills/post.camel.yaml");
        Files.writeString(
                post,
                Files.readString(post)
                        .replace("    nodePrefixId: post-\n", "")
                        .replace("id: make-", "id: my-")
                        .replace("id: put-it", "id: put-mine"));
        assertThat(CliRun.of(settings, "check", post.toString()).toString())
                .contains("the id post stands in ", " already, ", "; with nodePrefixId: post- the route may have it");
    }

    /** The check says what Camel says, whichever of the two routes it starts first. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                    # prefix | step       | prefix of the other | id of the other | its step    | clash
                    one-     | note       | note-               | note            | any         | -
                    one-     | note       | -                   | note            | any         | note
                    -        | note       | note-               | note            | any         | note
                    one-     | note       | two-                | two             | note        | -
                    one-     | note       | -                   | two             | note        | note
                    -        | note       | two-                | two             | note        | note
                    -        | note       | -                   | two             | note        | note
                    one-     | note       | -                   | two             | one-note    | one-note
                    -        | two-note   | two-                | two             | note        | two-note
                    one-     | note       | two-                | two             | two         | two
                    """)
    void isAsCamelSees(String prefix, String step, String otherPrefix, String other, String otherStep, String clash)
            throws Exception {
        RouteFile first = RouteFile.read("one.camel.yaml", route("one", prefix, step));
        RouteFile second = RouteFile.read("other.camel.yaml", route(other, otherPrefix, otherStep));
        for (List<RouteFile> files : List.of(List.of(first, second), List.of(second, first))) {
            Ids ids = new Ids();
            Optional<RouteProblem> problem = Stream.concat(
                            ids.take(files.get(0)).stream(), ids.take(files.get(1)).stream())
                    .findFirst();
            assertThat(problem.map(RouteProblem::sentence).orElse("-"))
                    .startsWith(clash == null ? "-" : "the id " + clash + " stands in ");
        }
        boolean starts = starts(first, second) && starts(second, first);
        assertThat(starts || clash != null).as("Camel starts them").isTrue();
    }

    private static boolean starts(RouteFile... files) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            for (RouteFile file : files) {
                PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString(file.name(), file.text()));
            }
            camel.start();
            return true;
        } catch (Exception e) {
            return false;
        }
    }

    private static String route(String id, String prefix, String step) {
        return """
                - route:
                    id: %s
                    %sdescription: A route of a test.
                    from:
                      id: any
                      uri: direct:%s
                      steps:
                        - log: {id: %s, message: hello}
                """.formatted(id, prefix == null ? "" : "nodePrefixId: " + prefix + "\n    ", id, step);
    }
}

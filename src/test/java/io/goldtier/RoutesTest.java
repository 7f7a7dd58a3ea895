package io.goldtier;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.goldtier.json.Json;
import io.goldtier.json.Yaml;
import io.goldtier.route.RouteFiles;
import io.goldtier.skill.effect.Drawn;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.env.StandardEnvironment;

/** What every route file keeps to. */
class RoutesTest {

    private static final Pattern HOST =
            Pattern.compile("https?://(?!example\\b)[a-z0-9][\\w-]*\\.[\\w.-]+|\\b\\d{1,3}(\\.\\d{1,3}){3}\\b");
    private static final Pattern SECRET =
            Pattern.compile("(?i)(password|secret|token|api-?key)\\s*[:=]\\s*[\"']?[A-Za-z0-9+/_-]{8,}");
    private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*#");

    /** What {@code new} takes for a name. */
    private static final String CARD_NAME = "[a-z][a-z0-9]*(_[a-z0-9]+)*";

    private static Schema canonical;

    @BeforeAll
    static void readSchema() throws IOException {
        try (InputStream schema = RoutesTest.class.getResourceAsStream("/schema/camelYamlDsl-canonical.json")) {
            Map<String, Object> canonicalSchema =
                    Json.readObject(new String(schema.readAllBytes(), StandardCharsets.UTF_8));
            askForOneDataFormatOnly(canonicalSchema);
            canonical = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4)
                    .getSchema(Json.write(canonicalSchema));
        }
    }

    /** The schema of Camel 4.22 asks of marshal and unmarshal that they name all data formats at once. */
    private static void askForOneDataFormatOnly(Map<String, Object> schema) {
        Map<?, ?> definitions = (Map<?, ?>) ((Map<?, ?>) schema.get("items")).get("definitions");
        for (String step : List.of("Marshal", "Unmarshal")) {
            ((Map<?, ?>) definitions.get("org.apache.camel.model." + step + "Definition")).remove("required");
        }
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void isInOrder(Path file) throws IOException {
        String text = Files.readString(file);
        String name = file.getFileName().toString();
        assertThat(name).as("a route file's name").endsWith(".camel.yaml");
        String stem = name.substring(0, name.length() - ".camel.yaml".length());
        List<?> declarations = (List<?>) Yaml.read(text);

        assertThat(canonical.validate(Json.tree(declarations)))
                .as("%s must be in Camel's canonical YAML", file)
                .isEmpty();
        assertThat(HOST.matcher(text).find()).as("%s must name no host", file).isFalse();
        assertThat(SECRET.matcher(text).find())
                .as("%s must hold no secret", file)
                .isFalse();
        assertThat(COMMENT.matcher(text).find())
                .as("%s must explain itself in description and note, which editors keep, not in comments", file)
                .isFalse();
        if (file.startsWith("routes/skills") || file.startsWith("routes/connectors")) {
            assertThat(Drawn.differing(text))
                    .as("%s must draw the same values in every attempt", file)
                    .isEmpty();
        }

        List<Map<?, ?>> routes = all(declarations, "route");
        for (Map<?, ?> route : routes) {
            String id = String.valueOf(route.get("id"));
            assertThat(id.equals(stem) || id.startsWith(stem + "-"))
                    .as("%s: route %s must be named after its file", file, id)
                    .isTrue();
            assertThat(route.get("description"))
                    .as("%s: route %s must be described", file, id)
                    .isNotNull();
            assertThat(withoutId(route.get("from")))
                    .as("%s: steps of route %s without an id", file, id)
                    .isEmpty();
        }
        for (Map<?, ?> configuration : all(declarations, "routeConfiguration")) {
            assertThat(configuration.get("description"))
                    .as("%s must be described", file)
                    .isNotNull();
        }
        for (Object declaration : declarations) {
            if (((Map<?, ?>) declaration).get("beans") instanceof List<?> beans) {
                beans.forEach(bean -> assertThat(((Map<?, ?>) bean).get("name"))
                        .as("%s: the card's name", file)
                        .isEqualTo(stem));
            }
        }
    }

    /** Camel compares the ids of a route, with its prefix, with those of the others as they are written. */
    @Test
    void areInOrderTogether() throws IOException {
        assertThat(new RouteFiles(Path.of("routes").toAbsolutePath(), Path.of("none"), new StandardEnvironment())
                        .check())
                .isEmpty();
    }

    @Test
    void noIdIsUsedTwice() throws IOException {
        Map<String, String> owners = new HashMap<>();
        Map<String, List<String>> written = new HashMap<>();
        Map<String, String> prefixes = new HashMap<>();
        for (Path file : files()) {
            for (Map<?, ?> route : all((List<?>) Yaml.read(Files.readString(file)), "route")) {
                String name = String.valueOf(route.get("id"));
                String prefix = String.valueOf(Objects.requireNonNullElse(route.get("nodePrefixId"), ""));
                assertThat(prefix).as("%s: nodePrefixId of %s", file, name).isIn("", name + "-");
                if (prefix.isEmpty()) {
                    assertThat(stepIds(route.get("from")))
                            .as("%s: ids of %s that a person's skill could be named by", file, name)
                            .noneMatch(step -> step.matches(CARD_NAME));
                }
                prefixes.put(name, prefix);
                written.put(name, stepIds(route.get("from")));
                List<String> own = new ArrayList<>(List.of(name));
                written.get(name).forEach(step -> own.add(prefix + step));
                for (String id : own) {
                    assertThat(owners.put(id, name))
                            .as("the id %s of %s must be the only one among all routes", id, file)
                            .isNull();
                }
            }
        }
        written.forEach((name, ids) -> written.forEach((other, theirs) -> {
            if (prefixes.get(name).isEmpty() && !name.equals(other)) {
                assertThat(ids)
                        .as("%s has no nodePrefixId, so its ids must be none of those in %s", name, other)
                        .doesNotContainAnyElementsOf(theirs);
            }
        }));
    }

    private static List<String> stepIds(Object value) {
        List<String> found = new ArrayList<>();
        if (value instanceof Map<?, ?> map) {
            if (map.get("steps") instanceof List<?> steps) {
                steps.forEach(step -> ((Map<?, ?>) step)
                        .values()
                        .forEach(body -> found.add(String.valueOf(((Map<?, ?>) body).get("id")))));
            }
            map.values().forEach(inner -> found.addAll(stepIds(inner)));
        } else if (value instanceof List<?> list) {
            list.forEach(inner -> found.addAll(stepIds(inner)));
        }
        return found;
    }

    private static List<Map<?, ?>> all(List<?> declarations, String kind) {
        List<Map<?, ?>> found = new ArrayList<>();
        declarations.forEach(declaration -> {
            if (((Map<?, ?>) declaration).get(kind) instanceof Map<?, ?> map) {
                found.add(map);
            }
        });
        return found;
    }

    /** The kinds of steps, at any depth, that have no id. */
    private static List<String> withoutId(Object value) {
        List<String> found = new ArrayList<>();
        if (value instanceof Map<?, ?> map && map.get("steps") instanceof List<?> steps) {
            for (Object step : steps) {
                ((Map<?, ?>) step).forEach((kind, body) -> {
                    if (!(body instanceof Map<?, ?> fields) || !fields.containsKey("id")) {
                        found.add(String.valueOf(kind));
                    }
                });
            }
        }
        if (value instanceof Map<?, ?> map) {
            map.values().forEach(inner -> found.addAll(withoutId(inner)));
        } else if (value instanceof List<?> list) {
            list.forEach(inner -> found.addAll(withoutId(inner)));
        }
        return found;
    }
}

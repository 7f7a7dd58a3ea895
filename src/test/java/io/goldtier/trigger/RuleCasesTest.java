package io.goldtier.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.json.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.BeanWrapperImpl;

/** Messages that each rule card must understand, and messages that it must not, in English and German. */
class RuleCasesTest {

    private static final Path CASES = Path.of("src/test/cases/rules");

    @SuppressWarnings("unchecked")
    private static Rule rule(String name) throws IOException {
        Object file = Yaml.read(Files.readString(Path.of("routes/triggers", name + ".camel.yaml")));
        Map<String, Object> beans = (Map<String, Object>) ((List<?>) file).get(0);
        Map<String, Object> card = (Map<String, Object>) ((List<?>) beans.get("beans")).get(0);
        BeanWrapperImpl rule = new BeanWrapperImpl(new Rule());
        rule.setPropertyValues((Map<String, Object>) card.get("properties"));
        return ((Rule) rule.getWrappedInstance()).check(name);
    }

    static Stream<Arguments> cases() throws IOException {
        List<Arguments> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(CASES)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString().replace(".yaml", "");
                Map<?, ?> given = (Map<?, ?>) Yaml.read(Files.readString(file));
                ((List<?>) given.get("match")).forEach(text -> all.add(Arguments.of(name, true, String.valueOf(text))));
                ((List<?>) given.get("not")).forEach(text -> all.add(Arguments.of(name, false, String.valueOf(text))));
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource("cases")
    void isUnderstoodOrNot(String name, boolean understood, String text) throws IOException {
        Rule.Finding finding = rule(name).read(text, Map.of("date", "2026-02-20", "text", text));

        assertThat(finding instanceof Rule.Finding.Work).as("%s", finding).isEqualTo(understood);
    }

    @Test
    void theyAreTenOfEach() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            List<Path> rules = files.toList();
            assertThat(rules).hasSizeGreaterThanOrEqualTo(8);
            for (Path rule : rules) {
                Map<?, ?> given = (Map<?, ?>) Yaml.read(Files.readString(rule));
                assertThat((List<?>) given.get("match")).as("%s", rule).hasSizeGreaterThanOrEqualTo(10);
                assertThat((List<?>) given.get("not")).as("%s", rule).hasSizeGreaterThanOrEqualTo(10);
            }
        }
    }
}

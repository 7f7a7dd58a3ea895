package io.goldtier.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class YamlTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "word",
                "Plans/PLAN_a.md",
                "yes",
                "No",
                "NULL",
                "true",
                "y",
                "9463a80b-c2ed-37e9-91ae-0368f40f894c",
                "1e5",
                "0x1F",
                "a: b",
                "a #b",
                "- a",
                "2026-01-01",
                "~",
                "",
                " a",
                "a ",
                "Ünï",
                "In_Progress/a b.txt",
                "off",
                "=",
                "*a"
            })
    void aTextIsReadAsTheSameText(String text) {
        assertThat(read(YamlText.write(Map.of("key", text)))).isEqualTo(Map.of("key", text));
    }

    @Test
    void aTimeIsReadAsATime() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("plan_id", "PLAN_a");
        map.put("created", Instant.parse("2026-02-20T10:30:00.123Z"));
        assertThat(YamlText.write(map)).isEqualTo("plan_id: PLAN_a\ncreated: 2026-02-20T10:30:00Z\n");
        assertThat(((Map<?, ?>) read(YamlText.write(map))).get("created"))
                .isEqualTo(Date.from(Instant.parse("2026-02-20T10:30:00Z")));
    }

    private static Object read(String yaml) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    }
}

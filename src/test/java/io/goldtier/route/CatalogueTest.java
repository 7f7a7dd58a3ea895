package io.goldtier.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.json.Json;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What editors of routes are told of our components is what their endpoints take. */
class CatalogueTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "skill, io.goldtier.skill.component.SkillEndpoint",
        "loop, io.goldtier.loop.LoopEndpoint",
        "outside, io.goldtier.outside.OutsideEndpoint",
        "playwright, io.goldtier.playwright.PlaywrightEndpoint"
    })
    void theDescriptorSaysWhatTheEndpointTakes(String scheme, Class<?> endpoint) throws Exception {
        Map<String, Object> descriptor;
        String path = "/META-INF/" + endpoint.getPackageName().replace('.', '/') + "/" + scheme + ".json";
        try (InputStream text = CatalogueTest.class.getResourceAsStream(path)) {
            descriptor = Json.readObject(new String(text.readAllBytes(), StandardCharsets.UTF_8));
        }
        UriEndpoint declared = endpoint.getAnnotation(UriEndpoint.class);
        assertThat((Map<?, ?>) descriptor.get("component"))
                .extracting(about -> Map.of(
                        "scheme", about.get("scheme"),
                        "title", about.get("title"),
                        "syntax", about.get("syntax"),
                        "consumerOnly", about.get("consumerOnly"),
                        "producerOnly", about.get("producerOnly")))
                .isEqualTo(Map.of(
                        "scheme", declared.scheme(),
                        "title", declared.title(),
                        "syntax", declared.syntax(),
                        "consumerOnly", declared.consumerOnly(),
                        "producerOnly", declared.producerOnly()));
        Map<String, String> options = new LinkedHashMap<>();
        ((Map<?, ?>) descriptor.get("properties")).forEach((name, told) -> {
            Map<?, ?> option = (Map<?, ?>) told;
            options.put(
                    (String) name,
                    option.get("kind") + " " + option.get("required") + " "
                            + String.valueOf(option.get("defaultValue")).replace("null", "") + " "
                            + option.get("description"));
        });
        assertThat(options).isEqualTo(options(endpoint));
    }

    private static Map<String, String> options(Class<?> endpoint) {
        Map<String, String> options = new LinkedHashMap<>();
        for (Field field : endpoint.getDeclaredFields()) {
            UriPath path = field.getAnnotation(UriPath.class);
            UriParam param = field.getAnnotation(UriParam.class);
            boolean required = field.isAnnotationPresent(Metadata.class)
                    && field.getAnnotation(Metadata.class).required();
            if (path != null) {
                String name = path.name().isEmpty() ? field.getName() : path.name();
                options.put(name, "path " + required + "  " + path.description());
            } else if (param != null) {
                options.put(
                        field.getName(),
                        "parameter " + required + " " + param.defaultValue() + " " + param.description());
            }
        }
        return options;
    }
}

package io.goldtier.skill.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class DirectPathTest {

    private static final List<String> EXPRESSIONS = List.of(
            "${body}",
            "${body[name]}",
            "${body[missing]}",
            "${body[missing][more]}",
            "${body[lines][0][price]}",
            "${body[lines][1]}",
            "${body[lines][7]}",
            "${body[lines][last]}",
            "${body[name][0]}",
            "${body[7]}",
            "${variable.input}",
            "${variable.input[client]}",
            "${variable.input[empty]}",
            "${variable.input[deep][deeper][0]}",
            "${variable.nobody}",
            "${variable.nobody[client]}",
            "${variable.number}",
            "${variable.list[0]}",
            "${variable.list[00]}",
            "${body.size}",
            "a ${body[name]} and ${variable.number}");

    /** The short way comes to the same as Simple, whatever lies there; also where Simple refuses. */
    @Test
    void eachWayLeadsToWhatSimpleFinds() throws Exception {
        try (var camel = new DefaultCamelContext()) {
            camel.start();
            TemplateLanguage template = new TemplateLanguage(camel);
            Exchange exchange = new DefaultExchange(camel);
            exchange.getMessage()
                    .setBody(Map.of(
                            "name", "INV/1",
                            "7", "seven",
                            "lines", List.of(Map.of("price", new BigDecimal("9.50")), "second")));
            Map<String, Object> input = new LinkedHashMap<>();
            input.put("client", "Client ABC");
            input.put("empty", null);
            input.put("deep", Map.of("deeper", Arrays.asList(null, 1)));
            exchange.setVariable("input", input);
            exchange.setVariable("number", 12L);
            exchange.setVariable("list", List.of("first"));
            for (String text : EXPRESSIONS) {
                Object simple = value(() -> {
                    var expression = camel.resolveLanguage("simple").createExpression(text);
                    expression.init(camel);
                    Class<?> type = text.startsWith("a ") ? String.class : Object.class;
                    return expression.evaluate(exchange, type);
                });
                Object ours = value(() -> template.createExpression("v: \"" + text + "\"")
                        .evaluate(exchange, Map.class)
                        .get("v"));
                assertThat(ours).as(text).isEqualTo(simple);
            }
        }
    }

    private interface Look {
        Object at();
    }

    private static Object value(Look look) {
        try {
            return look.at();
        } catch (RuntimeException e) {
            return e.getClass();
        }
    }
}

package io.goldtier.skill.component;

import io.goldtier.json.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.spi.Language;
import org.apache.camel.support.ExpressionAdapter;
import org.apache.camel.support.ExpressionToPredicateAdapter;
import org.apache.camel.support.LanguageSupport;
import org.springframework.stereotype.Component;

/**
 * The language {@code template}: a tree of YAML whose texts may hold Simple expressions.
 *
 * <ul>
 *   <li>A text that is one single <code>${…}</code> keeps the type of its value: a number stays a number, a list a list.
 *   <li>Any other text with <code>${…}</code> in it becomes a text.
 *   <li>A name that ends in {@code ?} is left out, with its value, when the value is null; without the {@code ?} in the
 *       result.
 * </ul>
 *
 * <p>Values are never pasted into the YAML, so nothing in them can change the tree.
 */
@Component("template")
public final class TemplateLanguage extends LanguageSupport {

    /** The language of this context. */
    public TemplateLanguage(CamelContext camel) {
        setCamelContext(camel);
    }

    @Override
    public Expression createExpression(String text) {
        Node tree;
        try {
            tree = compile(Yaml.read(text));
        } catch (Yaml.YamlProblem e) {
            throw new IllegalArgumentException("The template is not YAML: " + e.getMessage(), e);
        }
        return new ExpressionAdapter() {
            @Override
            public Object evaluate(Exchange exchange) {
                return tree.value(exchange);
            }

            @Override
            public String toString() {
                return "template(" + text + ")";
            }
        };
    }

    @Override
    public Predicate createPredicate(String text) {
        return ExpressionToPredicateAdapter.toPredicate(createExpression(text));
    }

    private interface Node {
        Object value(Exchange exchange);
    }

    private record Member(String name, boolean optional, Node node) {}

    private Node compile(Object value) {
        if (value instanceof Map<?, ?> map) {
            List<Member> members = new ArrayList<>();
            map.forEach((key, inner) -> {
                String name = String.valueOf(key);
                boolean optional = name.endsWith("?");
                members.add(
                        new Member(optional ? name.substring(0, name.length() - 1) : name, optional, compile(inner)));
            });
            return exchange -> {
                Map<String, Object> result = new LinkedHashMap<>();
                for (Member member : members) {
                    Object found = member.node().value(exchange);
                    if (found != null || !member.optional()) {
                        result.put(member.name(), found);
                    }
                }
                return result;
            };
        }
        if (value instanceof List<?> list) {
            List<Node> nodes = list.stream().map(this::compile).toList();
            return exchange -> {
                List<Object> result = new ArrayList<>();
                nodes.forEach(node -> result.add(node.value(exchange)));
                return result;
            };
        }
        if (value instanceof String text && text.contains("${")) {
            return expression(text);
        }
        return exchange -> value;
    }

    private Node expression(String text) {
        Language simple = getCamelContext().resolveLanguage("simple");
        Expression expression = simple.createExpression(text);
        expression.init(getCamelContext());
        Class<?> type = isSingle(text) ? Object.class : String.class;
        DirectPath path = DirectPath.of(text);
        if (path == null) {
            return exchange -> expression.evaluate(exchange, type);
        }
        return exchange -> {
            Object value = path.walk(exchange);
            return value == DirectPath.ASK ? expression.evaluate(exchange, type) : value;
        };
    }

    /** True when the text is one expression from its first to its last character. */
    private static boolean isSingle(String text) {
        if (!text.startsWith("${") || !text.endsWith("}")) {
            return false;
        }
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '{') {
                depth++;
            } else if (text.charAt(i) == '}') {
                depth--;
                if (depth == 0 && i < text.length() - 1) {
                    return false;
                }
            }
        }
        return true;
    }
}

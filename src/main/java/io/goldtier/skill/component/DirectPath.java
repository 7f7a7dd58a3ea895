package io.goldtier.skill.component;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;

/**
 * What most expressions in templates are: a way into the body or a variable, such as <code>${variable.input[client]}</code>
 * or <code>${body[0][id]}</code>. It is walked without interpreting it anew each time. What is not found on a straight way
 * is left to Simple, which knows more ways and says what is wrong.
 */
final class DirectPath {

    /** What {@link #walk} gives when Simple must be asked. */
    static final Object ASK = new Object();

    private static final Pattern FORM =
            Pattern.compile("\\$\\{(?:body|variable\\.([A-Za-z_][A-Za-z0-9_]*))((?:\\[[A-Za-z0-9_]+])*)}");
    private static final Pattern KEY = Pattern.compile("\\[([A-Za-z0-9_]+)]");

    private final String variable;
    private final List<String> keys;

    private DirectPath(String variable, List<String> keys) {
        this.variable = variable;
        this.keys = keys;
    }

    /** The way that a text consists of, or null when it is something else. */
    static DirectPath of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return null;
        }
        List<String> keys = new ArrayList<>();
        Matcher key = KEY.matcher(form.group(2));
        while (key.find()) {
            keys.add(key.group(1));
        }
        return new DirectPath(form.group(1), List.copyOf(keys));
    }

    /** What lies there; null when the last step leads to nothing. */
    Object walk(Exchange exchange) {
        Object value = variable == null ? exchange.getMessage().getBody() : exchange.getVariable(variable);
        for (String key : keys) {
            if (value instanceof Map<?, ?> map) {
                value = map.get(key);
            } else if (value instanceof List<?> list && isPlace(key, list.size())) {
                value = list.get(Integer.parseInt(key));
            } else {
                return ASK;
            }
        }
        return value;
    }

    private static boolean isPlace(String key, int size) {
        for (int i = 0; i < key.length(); i++) {
            if (key.charAt(i) < '0' || key.charAt(i) > '9') {
                return false;
            }
        }
        return key.length() < 9 && Integer.parseInt(key) < size;
    }
}

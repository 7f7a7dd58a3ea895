package io.goldtier.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;

/** Writes what nearly all JSON here is made of without any library: maps, lists and scalars on one line. */
final class JsonText {

    private static final int DEEPEST = 500;
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private final StringBuilder text = new StringBuilder(256);

    private JsonText() {}

    static String of(Object value) {
        JsonText json = new JsonText();
        json.add(value, 0);
        return json.text.toString();
    }

    private void add(Object value, int depth) {
        if (depth > DEEPEST) {
            throw new JsonProblem("it is nested deeper than " + DEEPEST + " levels");
        }
        if (value == null) {
            text.append("null");
        } else if (value instanceof String string) {
            add(string);
        } else if (value instanceof Map<?, ?> map) {
            add(map, depth);
        } else if (value instanceof Collection<?> values) {
            add(values, depth);
        } else if (value instanceof Integer || value instanceof Long || value instanceof Boolean) {
            text.append(value);
        } else if (value instanceof BigDecimal number && value.getClass() == BigDecimal.class) {
            text.append(number.toPlainString());
        } else if (value instanceof BigInteger) {
            text.append(value);
        } else {
            text.append(Json.writeOther(value));
        }
    }

    private void add(Map<?, ?> map, int depth) {
        text.append('{');
        boolean first = true;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!first) {
                text.append(',');
            }
            first = false;
            if (entry.getKey() == null) {
                throw new JsonProblem("a map has a key that is null");
            }
            add(
                    entry.getKey() instanceof Enum<?> constant
                            ? constant.name()
                            : entry.getKey().toString());
            text.append(':');
            add(entry.getValue(), depth + 1);
        }
        text.append('}');
    }

    private void add(Collection<?> values, int depth) {
        text.append('[');
        boolean first = true;
        for (Object value : values) {
            if (!first) {
                text.append(',');
            }
            first = false;
            add(value, depth + 1);
        }
        text.append(']');
    }

    private void add(String string) {
        text.append('"');
        int from = 0;
        for (int i = 0; i < string.length(); i++) {
            char letter = string.charAt(i);
            if (letter < ' ' || letter == '"' || letter == '\\') {
                text.append(string, from, i);
                escape(letter);
                from = i + 1;
            }
        }
        text.append(string, from, string.length()).append('"');
    }

    private void escape(char letter) {
        text.append('\\');
        switch (letter) {
            case '"', '\\' -> text.append(letter);
            case '\n' -> text.append('n');
            case '\r' -> text.append('r');
            case '\t' -> text.append('t');
            case '\b' -> text.append('b');
            case '\f' -> text.append('f');
            default -> text.append("u00").append(HEX[letter >> 4]).append(HEX[letter & 15]);
        }
    }
}

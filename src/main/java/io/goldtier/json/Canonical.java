package io.goldtier.json;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Values in the one form that tells whether two are the same, whatever their order and however their numbers are written. */
public final class Canonical {

    private Canonical() {}

    /** The value as JSON in that form. */
    public static String text(Object value) {
        return Json.write(of(value));
    }

    /** The value in that form: members in the order of their names, numbers as plain text without zeros at their end. */
    public static Object of(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((name, inner) -> sorted.put(String.valueOf(name), of(inner)));
            return sorted;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Canonical::of).toList();
        }
        if (value instanceof Number number) {
            return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
        }
        return value;
    }
}

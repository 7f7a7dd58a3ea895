package io.goldtier.approval;

import io.goldtier.json.Digest;
import io.goldtier.json.Json;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/** Tells whether two inputs are the same, whatever their order and however their numbers are written. */
final class Fingerprint {

    private Fingerprint() {}

    /** SHA-256 of the input's one canonical form. */
    static String of(Map<String, Object> params) {
        return Digest.sha256(Json.write(canonical(params)));
    }

    /** The fields in which two inputs differ, each with its value before and after. */
    static Map<String, Object> difference(Map<String, Object> before, Map<String, Object> after) {
        Map<String, Object> changes = new LinkedHashMap<>();
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            Object one = before.get(name);
            Object other = after.get(name);
            if (!Objects.equals(canonical(one), canonical(other))) {
                Map<String, Object> change = new LinkedHashMap<>();
                change.put("from", one);
                change.put("to", other);
                changes.put(name, change);
            }
        }
        return changes;
    }

    private static Object canonical(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((name, inner) -> sorted.put(String.valueOf(name), canonical(inner)));
            return sorted;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Fingerprint::canonical).toList();
        }
        if (value instanceof Number number) {
            return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
        }
        return value;
    }
}

package io.goldtier.connector.odoo.rpc;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Odoo's values as Java has them: a relation is a list of id and name, and what is not set is {@code false}. */
public final class OdooValues {

    private OdooValues() {}

    /** The id of a relation; 0 when it is not set. */
    public static int id(Object relation) {
        return relation instanceof List<?> pair && !pair.isEmpty() ? ((Number) pair.get(0)).intValue() : 0;
    }

    /** The name of a relation, or something else when it is not set. */
    public static String name(Object relation, String fallback) {
        return relation instanceof List<?> pair && pair.size() > 1 ? String.valueOf(pair.get(1)) : fallback;
    }

    /** A number, exact; zero when it is not set. */
    public static BigDecimal number(Object value) {
        return value == null || Boolean.FALSE.equals(value) ? BigDecimal.ZERO : new BigDecimal(value.toString());
    }

    /** Money as it is told: no more digits than needed, at least none. */
    public static BigDecimal plain(BigDecimal amount) {
        BigDecimal plain = amount.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    /** An object; an empty one for anything else. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> map(Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    /** A text for {@code =ilike}, in which the signs of a pattern stand for themselves. */
    public static String literally(String text) {
        return text.replaceAll("[\\\\%_]", "\\\\$0");
    }
}

package io.goldtier.report.figures;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the skill {@code odoo_week_books} gave, for reading; empty when Odoo could not be asked. */
public record Books(Map<String, Object> figures) {

    /** The figures in which two looks at the same books can differ; the rest follows from them or is of its day. */
    private static final List<String> TOLD = List.of(
            "revenue", "expenses", "revenue_rows", "expense_rows", "other_currencies", "odoo_revenue", "odoo_expenses");

    boolean isKnown() {
        return !figures.isEmpty();
    }

    boolean isVerified() {
        return Boolean.TRUE.equals(figures.get("verified"));
    }

    String currency(String otherwise) {
        return figures.get("currency") instanceof String currency ? currency : otherwise == null ? "USD" : otherwise;
    }

    BigDecimal amount(String name) {
        return number(figures.get(name));
    }

    List<Map<String, Object>> rows(String name) {
        return rows(figures.get(name));
    }

    /** What makes two pictures of the books the same. */
    Map<String, Object> told() {
        Map<String, Object> told = new LinkedHashMap<>();
        TOLD.forEach(name -> told.put(name, figures.get(name)));
        return told;
    }

    /** The amounts of rows added up by one of their fields, in their order. */
    static Map<String, Object> by(List<Map<String, Object>> rows, String field) {
        Map<String, BigDecimal> sums = new LinkedHashMap<>();
        rows.forEach(row -> sums.merge(String.valueOf(row.get(field)), number(row.get("amount")), BigDecimal::add));
        return new LinkedHashMap<>(sums);
    }

    public static BigDecimal number(Object value) {
        return value == null ? null : new BigDecimal(value.toString());
    }

    @SuppressWarnings("unchecked")
    public static List<Map<String, Object>> rows(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(row -> (Map<String, Object>) row).toList()
                : List.of();
    }
}

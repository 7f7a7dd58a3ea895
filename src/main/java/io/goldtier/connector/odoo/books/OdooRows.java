package io.goldtier.connector.odoo.books;

import io.goldtier.connector.odoo.rpc.OdooValues;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/**
 * Documents as columns and rows of text for {@code load()}.
 *
 * <p>To Odoo an empty cell in a column that another line fills means <em>none</em>, while a column that is not there means
 * its own default. So lines that name an account or taxes, and lines that leave them to Odoo, go in loads of their own:
 * the first makes the document, each further one adds its lines to the draft. All have external ids, so a load that is
 * repeated changes nothing.
 */
@Component("odooRows")
class OdooRows {

    /** What Odoo chooses for a line that does not have it, by product, account and client. */
    private static final List<String> CHOSEN_BY_ODOO = List.of("account_id", "tax_ids");

    /** A document's line with its place. */
    private record Line(int place, Map<String, Object> values) {

        List<String> chosenHere() {
            return CHOSEN_BY_ODOO.stream().filter(values::containsKey).toList();
        }
    }

    /** The external id in Odoo's letters. */
    static String externalId(Map<String, Object> document) {
        String[] parts = String.valueOf(document.get("external_id")).split("\\.", 2);
        return parts[0] + "." + parts[1].replaceAll("[^A-Za-z0-9_-]", "_");
    }

    /** The arguments of each {@code load()} that the document takes, in their order. */
    public List<Map<String, Object>> loads(@Body Map<String, Object> document) {
        List<?> lines = document.get("lines") instanceof List<?> list ? list : List.of();
        Map<List<String>, List<Line>> alike = new LinkedHashMap<>();
        IntStream.range(0, lines.size())
                .mapToObj(i -> new Line(i + 1, OdooValues.map(lines.get(i))))
                // What has no account first: Odoo takes that of the lines before, where they have one
                .sorted(Comparator.comparing(line -> line.values().containsKey("account_id")))
                .forEach(line -> alike.computeIfAbsent(line.chosenHere(), key -> new ArrayList<>())
                        .add(line));
        if (alike.size() < 2) {
            return List.of(load(document, OdooValues.map(document.get("values")), List.copyOf(flat(alike)), false));
        }
        List<Map<String, Object>> loads = new ArrayList<>();
        for (List<Line> group : alike.values()) {
            loads.add(load(document, loads.isEmpty() ? OdooValues.map(document.get("values")) : Map.of(), group, true));
        }
        return loads;
    }

    /** One of the loads after the first, which made the document. */
    public Map<String, Object> further(
            @Variable("loads") List<Map<String, Object>> loads, @ExchangeProperty("CamelLoopIndex") int index) {
        return loads.get(index + 1);
    }

    private static List<Line> flat(Map<List<String>, List<Line>> alike) {
        return alike.values().stream().flatMap(List::stream).toList();
    }

    /** Lines that come in several loads say their place. */
    private static Map<String, Object> load(
            Map<String, Object> document, Map<String, Object> values, List<Line> lines, boolean placed) {
        String linesIn = String.valueOf(document.getOrDefault("lines_in", "invoice_line_ids"));
        Set<String> lineFields = new LinkedHashSet<>();
        lines.forEach(line -> lineFields.addAll(line.values().keySet()));
        List<Object> columns = new ArrayList<>(List.of("id"));
        values.keySet().forEach(name -> columns.add(column(name)));
        if (!lines.isEmpty()) {
            columns.add(linesIn + "/id");
        }
        if (placed) {
            columns.add(linesIn + "/sequence");
        }
        lineFields.forEach(name -> columns.add(linesIn + "/" + column(name)));

        List<Object> data = new ArrayList<>();
        for (int i = 0; i < Math.max(1, lines.size()); i++) {
            List<Object> row = new ArrayList<>();
            row.add(i == 0 ? externalId(document) : "");
            for (Object value : values.values()) {
                row.add(i == 0 ? cell(value) : "");
            }
            if (!lines.isEmpty()) {
                Line line = lines.get(i);
                row.add(externalId(document) + "_line_" + line.place());
                if (placed) {
                    row.add(String.valueOf(line.place()));
                }
                lineFields.forEach(field -> row.add(cell(line.values().get(field))));
            }
            data.add(row);
        }
        Map<String, Object> args = new LinkedHashMap<>();
        args.put("fields", columns);
        args.put("data", data);
        return args;
    }

    /** Relations are given by database id. */
    private static String column(String field) {
        boolean relation = (field.endsWith("_id") || field.endsWith("_ids")) && !field.equals("res_id");
        return relation ? field + "/.id" : field;
    }

    private static String cell(Object value) {
        if (value == null || Boolean.FALSE.equals(value)) {
            return "";
        }
        if (value instanceof List<?> list) {
            return String.join(",", list.stream().map(Objects::toString).toList());
        }
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }
}

package io.goldtier.sandbox.odoo.books;

import io.goldtier.sandbox.odoo.schema.OdooFailure;
import io.goldtier.sandbox.odoo.schema.OdooField;
import io.goldtier.sandbox.odoo.schema.OdooField.Kind;
import io.goldtier.sandbox.odoo.schema.OdooModel;
import io.goldtier.sandbox.odoo.schema.OdooModels;
import io.goldtier.sandbox.odoo.schema.OdooValues;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Sums over groups of records: {@code formatted_read_group} and the older {@code read_group}. */
public final class OdooGroups {

    private final OdooSession session;
    private final OdooModel model;

    /** One grouping such as {@code invoice_date:month}. */
    private record Group(String spec, OdooField field, String period) {

        String sql() {
            String column = '"' + field.name() + '"';
            if (period == null) {
                return column;
            }
            return switch (period) {
                case "day" -> column;
                case "week" -> "date(" + column + ",'weekday 0','-6 days')";
                case "quarter" ->
                    "date(strftime('%Y-'," + column + ") || substr('0' || (((strftime('%m'," + column
                            + ")-1)/3)*3+1),-2) || '-01')";
                case "year" -> "strftime('%Y-01-01'," + column + ")";
                default -> "strftime('%Y-%m-01'," + column + ")";
            };
        }
    }

    /** Groups of a model's records within a call. */
    public OdooGroups(OdooSession session, OdooModel model) {
        this.session = session;
        this.model = model;
    }

    /** {@code formatted_read_group}, as Odoo 19 has it. */
    public List<Object> formatted(List<?> domain, List<?> groupby, List<?> aggregates, Object limit, Object offset) {
        List<Group> groups = groups(groupby);
        List<Object> result = new ArrayList<>();
        for (Map<String, Object> row : rows(domain, groups, aggregates, limit, offset)) {
            Map<String, Object> record = new LinkedHashMap<>();
            List<Object> extra = new ArrayList<>();
            for (int i = 0; i < groups.size(); i++) {
                record.put(groups.get(i).spec(), key(groups.get(i), row.get("g" + i)));
                extra.addAll(range(groups.get(i), row.get("g" + i)));
            }
            record.put("__extra_domain", prefixed(extra));
            for (int i = 0; i < aggregates.size(); i++) {
                String spec = String.valueOf(aggregates.get(i));
                record.put(spec, total(spec, row.get("a" + i)));
            }
            result.add(record);
        }
        return result;
    }

    /** The older form, which Odoo 16 to 18 answer. */
    public List<Object> plain(List<?> domain, List<?> fields, List<?> groupby) {
        List<Group> groups = groups(groupby);
        List<Object> aggregates = new ArrayList<>(fields);
        aggregates.removeIf(field -> !String.valueOf(field).contains(":"));
        aggregates.add("__count");
        List<Object> result = new ArrayList<>();
        for (Map<String, Object> row : rows(domain, groups, aggregates, null, null)) {
            Map<String, Object> record = new LinkedHashMap<>();
            List<Object> full = new ArrayList<>(domain);
            Map<String, Object> ranges = new LinkedHashMap<>();
            for (int i = 0; i < groups.size(); i++) {
                Object key = key(groups.get(i), row.get("g" + i));
                boolean period = groups.get(i).period() != null && key instanceof List<?>;
                record.put(groups.get(i).spec(), period ? ((List<?>) key).get(1) : key);
                List<Object> range = range(groups.get(i), row.get("g" + i));
                full.addAll(range);
                if (period) {
                    ranges.put(groups.get(i).spec(), Map.of("from", limit(range, 0), "to", limit(range, 1)));
                }
            }
            record.put("__count", row.get("a" + (aggregates.size() - 1)));
            for (int i = 0; i < aggregates.size() - 1; i++) {
                String spec = String.valueOf(aggregates.get(i));
                record.put(spec.substring(0, spec.indexOf(':')), total(spec, row.get("a" + i)));
            }
            record.put("__domain", prefixed(full));
            if (!ranges.isEmpty()) {
                record.put("__range", ranges);
            }
            result.add(record);
        }
        return result;
    }

    private static Object limit(List<Object> range, int end) {
        return ((List<?>) range.get(end)).get(2);
    }

    private List<Map<String, Object>> rows(
            List<?> domain, List<Group> groups, List<?> aggregates, Object limit, Object offset) {
        OdooDomain where = new OdooReader(session, model).where(domain);
        List<String> columns = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            columns.add(groups.get(i).sql() + " AS g" + i);
            keys.add("g" + i);
        }
        for (int i = 0; i < aggregates.size(); i++) {
            columns.add(aggregate(String.valueOf(aggregates.get(i))) + " AS a" + i);
        }
        String sql = "SELECT " + String.join(",", columns) + " FROM " + model.table() + " WHERE " + where.sql();
        if (!keys.isEmpty()) {
            sql += " GROUP BY " + String.join(",", keys) + " ORDER BY " + String.join(",", order(groups));
        }
        List<Object> arguments = new ArrayList<>(where.arguments());
        if (!OdooValues.unset(limit) || !OdooValues.unset(offset)) {
            sql += " LIMIT ? OFFSET ?";
            arguments.add(OdooValues.unset(limit) ? -1 : limit);
            arguments.add(OdooValues.unset(offset) ? 0 : offset);
        }
        return session.query(sql, arguments);
    }

    private static List<String> order(List<Group> groups) {
        List<String> order = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            OdooField field = groups.get(i).field();
            if (field.kind() == Kind.MANY2ONE) {
                OdooModel target = OdooModels.find(field.target());
                String by = target.has("code") ? "code" : target.has("name") ? "name" : "id";
                order.add("g" + i + " IS NULL, (SELECT " + by + " FROM " + target.table() + " WHERE id=g" + i + "), g"
                        + i);
            } else {
                order.add("g" + i + " IS NULL, g" + i);
            }
        }
        return order;
    }

    private List<Group> groups(List<?> specs) {
        List<Group> groups = new ArrayList<>();
        for (Object item : specs) {
            String spec = String.valueOf(item);
            int colon = spec.indexOf(':');
            OdooField field = model.field(colon < 0 ? spec : spec.substring(0, colon));
            if (field == null || !field.stored()) {
                throw OdooFailure.value("Invalid field '" + spec + "' on model '" + model.name + "'");
            }
            boolean dated = field.kind() == Kind.DATE || field.kind() == Kind.DATETIME;
            groups.add(new Group(spec, field, dated ? (colon < 0 ? "month" : spec.substring(colon + 1)) : null));
        }
        return groups;
    }

    private String aggregate(String spec) {
        if (spec.equals("__count")) {
            return "COUNT(*)";
        }
        int colon = spec.indexOf(':');
        OdooField field = colon < 0 ? null : model.field(spec.substring(0, colon));
        if (field == null) {
            throw OdooFailure.value("Invalid field '" + spec + "' on model '" + model.name + "'");
        }
        String column = '"' + field.name() + '"';
        return switch (spec.substring(colon + 1)) {
            case "sum" -> "COALESCE(SUM(" + column + "),0)";
            case "min" -> "MIN(" + column + ")";
            case "max" -> "MAX(" + column + ")";
            case "avg" -> "AVG(" + column + ")";
            case "count" -> "COUNT(" + column + ")";
            case "count_distinct" -> "COUNT(DISTINCT " + column + ")";
            default -> throw OdooFailure.value("Invalid aggregate method '" + spec + "'");
        };
    }

    private Object total(String spec, Object value) {
        int colon = spec.indexOf(':');
        if (colon < 0 || spec.substring(colon).startsWith(":count")) {
            return value;
        }
        if (value == null) {
            return false;
        }
        OdooField field = model.field(spec.substring(0, colon));
        if (field.kind() == Kind.MONETARY) {
            return OdooValues.money(
                    Math.round(((Number) value).doubleValue()) == ((Number) value).longValue()
                            ? ((Number) value).longValue()
                            : Math.round(((Number) value).doubleValue()));
        }
        return OdooValues.fromColumn(field, value);
    }

    private Object key(Group group, Object value) {
        if (value == null) {
            return false;
        }
        if (group.period() == null) {
            return OdooReader.wire(session, group.field(), OdooValues.fromColumn(group.field(), value));
        }
        LocalDate start = LocalDate.parse(((String) value).substring(0, 10));
        String label =
                switch (group.period()) {
                    case "day" ->
                        DateTimeFormatter.ofPattern("dd MMM yyyy", Locale.ENGLISH)
                                .format(start);
                    case "week" ->
                        DateTimeFormatter.ofPattern("'W'w YYYY", Locale.GERMANY).format(start);
                    case "quarter" -> "Q" + (start.getMonthValue() / 3 + 1) + " " + start.getYear();
                    case "year" -> String.valueOf(start.getYear());
                    default ->
                        DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH).format(start);
                };
        return List.of(start.toString(), label);
    }

    private List<Object> range(Group group, Object value) {
        if (value == null || group.period() == null) {
            return List.of(List.of(group.field().name(), "=", value == null ? false : value));
        }
        LocalDate start = LocalDate.parse(((String) value).substring(0, 10));
        LocalDate end =
                switch (group.period()) {
                    case "day" -> start.plusDays(1);
                    case "week" -> start.plusWeeks(1);
                    case "quarter" -> start.plusMonths(3);
                    case "year" -> start.plusYears(1);
                    default -> start.with(TemporalAdjusters.firstDayOfNextMonth());
                };
        return List.of(
                List.of(group.field().name(), ">=", start.toString()),
                List.of(group.field().name(), "<", end.toString()));
    }

    private static List<Object> prefixed(List<Object> conditions) {
        List<Object> result = new ArrayList<>();
        for (int i = 1; i < conditions.size(); i++) {
            result.add("&");
        }
        result.addAll(conditions);
        return result;
    }
}

package io.goldtier.sandbox.odoo.books;

import io.goldtier.sandbox.odoo.schema.MoveKind;
import io.goldtier.sandbox.odoo.schema.OdooFailure;
import io.goldtier.sandbox.odoo.schema.OdooField;
import io.goldtier.sandbox.odoo.schema.OdooField.Kind;
import io.goldtier.sandbox.odoo.schema.OdooModel;
import io.goldtier.sandbox.odoo.schema.OdooModels;
import io.goldtier.sandbox.odoo.schema.OdooValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The methods that only read: search, read and their kin. */
public final class OdooReader {

    private static final Pattern ORDER = Pattern.compile("\\s*(\\w+)(?:\\s+(asc|desc))?\\s*", Pattern.CASE_INSENSITIVE);

    private final OdooSession session;
    private final OdooModel model;

    /** Reads a model's records within a call. */
    public OdooReader(OdooSession session, OdooModel model) {
        this.session = session;
        this.model = model;
    }

    /** The ids of the records that a condition finds. */
    public List<Object> search(List<?> domain, Object offset, Object limit, Object order) {
        List<Object> ids = new ArrayList<>();
        select("id", domain, offset, limit, order).forEach(row -> ids.add(row.get("id")));
        return ids;
    }

    /** How many records a condition finds. */
    public int count(List<?> domain, Object limit) {
        OdooDomain where = where(domain);
        int count = ((Number) session.query(
                                "SELECT COUNT(*) AS n FROM " + model.table() + " WHERE " + where.sql(),
                                where.arguments())
                        .get(0)
                        .get("n"))
                .intValue();
        Integer most = OdooValues.wholeNumber(limit);
        return most == null ? count : Math.min(count, most);
    }

    /** The fields of the records that a condition finds. */
    public List<Object> searchRead(List<?> domain, Object fields, Object offset, Object limit, Object order) {
        List<OdooField> wanted = fields(fields);
        return wire(select("*", domain, offset, limit, order), wanted);
    }

    /** Reads by id, in the order asked for; ids that do not exist are left out. */
    public List<Object> read(List<?> ids, Object fields) {
        List<OdooField> wanted = fields(fields);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Object id : ids) {
            rows.addAll(session.query("SELECT * FROM " + model.table() + " WHERE id=?", List.of(id)));
        }
        return wire(rows, wanted);
    }

    /** Records with what they refer to, as deep as the specification goes, and how many there are in all. */
    public Map<String, Object> webSearchRead(
            List<?> domain, Map<String, Object> specification, Object offset, Object limit, Object order) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("length", count(domain, null));
        answer.put("records", nested(search(domain, offset, limit, order), specification));
        return answer;
    }

    private List<Object> nested(List<?> ids, Map<String, Object> specification) {
        List<Object> records = read(ids, new ArrayList<>(specification.keySet()));
        for (Object item : specification.isEmpty() ? List.of() : records) {
            Map<String, Object> record = OdooValues.map(item);
            specification.forEach((name, inner) -> {
                OdooField field = model.field(name);
                Map<String, Object> wanted =
                        OdooValues.map(OdooValues.map(inner).get("fields"));
                if (field != null && field.target() != null && record.get(name) instanceof List<?> related) {
                    OdooReader target = new OdooReader(session, OdooModels.find(field.target()));
                    boolean one = field.kind() == Kind.MANY2ONE;
                    List<Object> found = target.nested(one ? related.subList(0, 1) : related, wanted);
                    record.put(name, one ? found.get(0) : found);
                }
            });
        }
        return records;
    }

    /** Ids and names of the records whose name has that in it. */
    public List<Object> nameSearch(Object name, List<?> domain, Object limit) {
        List<Object> full = new ArrayList<>(domain);
        if (!OdooValues.unset(name) && !"".equals(name)) {
            full.add(List.of("name", "ilike", name));
        }
        List<Object> found = new ArrayList<>();
        for (Object id : search(full, null, limit == null ? 100 : limit, null)) {
            found.add(List.of(id, session.displayName(model.name, ((Number) id).intValue())));
        }
        return found;
    }

    OdooDomain where(List<?> domain) {
        return OdooDomain.of(model, domain, Boolean.FALSE.equals(session.context.get("active_test")));
    }

    private List<Map<String, Object>> select(
            String columns, List<?> domain, Object offset, Object limit, Object order) {
        OdooDomain where = where(domain);
        List<Object> arguments = new ArrayList<>(where.arguments());
        String sql =
                "SELECT " + columns + " FROM " + model.table() + " WHERE " + where.sql() + " ORDER BY " + order(order);
        Integer most = OdooValues.wholeNumber(limit);
        Integer skip = OdooValues.wholeNumber(offset);
        if (most != null || skip != null) {
            sql += " LIMIT ? OFFSET ?";
            arguments.add(most == null ? -1 : most);
            arguments.add(skip == null ? 0 : skip);
        }
        return session.query(sql, arguments);
    }

    private String order(Object order) {
        if (OdooValues.unset(order) || "".equals(order)) {
            return model.order;
        }
        List<String> parts = new ArrayList<>();
        for (String part : String.valueOf(order).split(",")) {
            Matcher matcher = ORDER.matcher(part);
            if (!matcher.matches() || !model.has(matcher.group(1))) {
                throw OdooFailure.value("Invalid field '" + part.trim() + "' on '" + model.name + "' in order");
            }
            parts.add('"' + matcher.group(1) + '"' + (matcher.group(2) == null ? "" : " " + matcher.group(2)));
        }
        return String.join(",", parts);
    }

    private List<OdooField> fields(Object wanted) {
        List<OdooField> fields = new ArrayList<>();
        List<?> names = OdooValues.list(wanted);
        if (names.isEmpty()) {
            fields.addAll(model.fields());
            fields.add(OdooField.of("display_name", Kind.CHAR));
            return fields;
        }
        for (Object name : names) {
            OdooField field = "display_name".equals(name)
                    ? OdooField.of("display_name", Kind.CHAR)
                    : model.field(String.valueOf(name));
            if (field == null) {
                throw OdooFailure.value("Invalid field '" + name + "' on '" + model.name + "'");
            }
            fields.add(field);
        }
        return fields;
    }

    private List<Object> wire(List<Map<String, Object>> rows, List<OdooField> fields) {
        List<Object> result = new ArrayList<>(rows.size());
        for (Map<String, Object> row : rows) {
            Map<String, Object> record = new LinkedHashMap<>();
            record.put("id", row.get("id"));
            for (OdooField field : fields) {
                record.put(field.name(), wire(field, row));
            }
            result.add(record);
        }
        return result;
    }

    private Object wire(OdooField field, Map<String, Object> row) {
        if (field.kind() == Kind.ONE2MANY) {
            return lines(field, row);
        }
        if (field.name().equals("duplicated_ref_ids")) {
            return duplicates(row);
        }
        if (field.name().equals("display_name")) {
            return session.displayName(model.name, ((Number) row.get("id")).intValue());
        }
        return wire(session, field, OdooValues.fromColumn(field, row.get(field.name())));
    }

    private List<Object> lines(OdooField field, Map<String, Object> row) {
        boolean shown = field.name().equals("invoice_line_ids") && !"entry".equals(row.get("move_type"));
        String sql = "SELECT id FROM " + OdooModels.find(field.target()).table() + " WHERE \"" + field.inverse()
                + "\"=?" + (shown ? " AND display_type='product'" : "") + " ORDER BY id";
        List<Object> ids = new ArrayList<>();
        session.query(sql, List.of(row.get("id"))).forEach(line -> ids.add(line.get("id")));
        return ids;
    }

    /** Documents that look like this one: bills with its number, invoices of its day and amount. */
    private List<Object> duplicates(Map<String, Object> row) {
        boolean purchase = MoveKind.of((String) row.get("move_type")).purchase();
        List<Object> alike = List.of();
        if (row.get("partner_id") != null && row.get(purchase ? "ref" : "invoice_date") != null) {
            String same = purchase ? "ref=m.ref" : "invoice_date=m.invoice_date AND amount_total=m.amount_total";
            alike = new ArrayList<>();
            for (Map<String, Object> found : session.query(
                    "SELECT d.id FROM account_move m JOIN account_move d ON d.id<>m.id AND d.move_type=m.move_type AND"
                            + " d.partner_id=m.partner_id AND d.state<>'cancel' AND d." + same.replace("AND ", "AND d.")
                            + " WHERE m.id=? ORDER BY d.id",
                    List.of(row.get("id")))) {
                alike.add(found.get("id"));
            }
        }
        return alike;
    }

    /** A value as it goes over the wire: unset is false, a relation is a pair of id and name. */
    static Object wire(OdooSession session, OdooField field, Object value) {
        if (value == null) {
            return false;
        }
        if (field.kind() == Kind.MANY2ONE) {
            int id = ((Number) value).intValue();
            return List.of(id, session.displayName(field.target(), id));
        }
        return value;
    }
}

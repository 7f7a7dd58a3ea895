package io.goldtier.sandbox.odoo.load;

import io.goldtier.sandbox.odoo.books.OdooReader;
import io.goldtier.sandbox.odoo.books.OdooRecords;
import io.goldtier.sandbox.odoo.books.OdooSession;
import io.goldtier.sandbox.odoo.schema.OdooFailure;
import io.goldtier.sandbox.odoo.schema.OdooField;
import io.goldtier.sandbox.odoo.schema.OdooModel;
import io.goldtier.sandbox.odoo.schema.OdooModels;
import io.goldtier.sandbox.odoo.schema.OdooRights;
import io.goldtier.sandbox.odoo.schema.OdooRights.Operation;
import io.goldtier.sandbox.odoo.schema.OdooValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code load()}: records as rows of text, found again by the external id in the column {@code id}.
 *
 * <p>A refusal of the data is not an error on the wire: the answer is {@code ids: false} with messages, and nothing is
 * kept. Rows whose own columns are all empty continue the lines of the record above them. A line without an external id
 * of its own is added, also when its record was there before.
 */
public final class OdooLoader {

    private final OdooSession session;
    private final OdooModel model;
    private final OdooExternalIds externalIds;

    /** Loads records of a model within a call. */
    public OdooLoader(OdooSession session, OdooModel model) {
        this.session = session;
        this.model = model;
        this.externalIds = new OdooExternalIds(session);
    }

    /** Loads the rows; all of them or none. */
    public Map<String, Object> load(List<?> fields, List<?> data) {
        for (Object field : fields) {
            checkField(model, String.valueOf(field));
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        try {
            answer.put("ids", session.savepoint(() -> ids(fields, data)));
            answer.put("messages", List.of());
        } catch (OdooFailure e) {
            Map<String, Object> message = new LinkedHashMap<>();
            message.put("type", "error");
            message.put("message", e.loadMessage);
            message.put("record", 0);
            message.put("rows", Map.of("from", 0, "to", Math.max(0, data.size() - 1)));
            answer.put("ids", false);
            answer.put("messages", List.of(message));
        }
        answer.put("nextrow", 0);
        return answer;
    }

    private static void checkField(OdooModel model, String path) {
        String[] parts = path.split("/", 2);
        OdooField field = parts[0].equals(".id") ? model.field("id") : model.field(parts[0]);
        if (field == null) {
            throw OdooFailure.value("Invalid field name '" + path + "'");
        }
        if (parts.length == 2 && field.kind() == OdooField.Kind.ONE2MANY) {
            checkField(OdooModels.find(field.target()), parts[1]);
        }
    }

    private List<Object> ids(List<?> fields, List<?> data) {
        List<Object> ids = new ArrayList<>();
        List<List<?>> block = new ArrayList<>();
        for (Object item : data) {
            List<?> row = (List<?>) item;
            if (!block.isEmpty() && !continues(fields, row)) {
                ids.add(record(fields, block));
                block.clear();
            }
            block.add(row);
        }
        if (!block.isEmpty()) {
            ids.add(record(fields, block));
        }
        return ids;
    }

    /** Whether a row has nothing but lines. */
    private boolean continues(List<?> fields, List<?> row) {
        for (int i = 0; i < fields.size(); i++) {
            if (!lineField(String.valueOf(fields.get(i)))
                    && !String.valueOf(row.get(i)).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private boolean lineField(String path) {
        OdooField field = model.field(path.split("/", 2)[0]);
        return field != null && field.kind() == OdooField.Kind.ONE2MANY;
    }

    private int record(List<?> fields, List<List<?>> rows) {
        Map<String, Object> values = new LinkedHashMap<>();
        String externalId = "";
        for (int i = 0; i < fields.size(); i++) {
            String path = String.valueOf(fields.get(i));
            String text = text(rows.get(0).get(i));
            if (path.equals("id")) {
                externalId = text;
            } else if (!lineField(path)) {
                put(model, values, path, text);
            }
        }
        List<PendingLine> lines = lines(fields, rows);
        Integer existing = externalIds.find(model, externalId);
        OdooRights.check(session.user, model, existing == null ? Operation.CREATE : Operation.WRITE);
        if (existing != null) {
            lines.forEach(line -> addCommand(values, line));
            new OdooRecords(session, model).write(List.of(existing), values);
            register(lines, existing);
            return existing;
        }
        lines.forEach(line -> addCommand(values, line));
        int id = new OdooRecords(session, model).createOne(values);
        externalIds.remember(model, externalId, id);
        register(lines, id);
        return id;
    }

    /** A line of the record being loaded. */
    private record PendingLine(OdooField field, String externalId, Integer existing, Map<String, Object> values) {}

    private List<PendingLine> lines(List<?> fields, List<List<?>> rows) {
        List<PendingLine> lines = new ArrayList<>();
        for (List<?> row : rows) {
            Map<OdooField, Map<String, Object>> byField = new LinkedHashMap<>();
            Map<OdooField, String> ids = new LinkedHashMap<>();
            for (int i = 0; i < fields.size(); i++) {
                String[] path = String.valueOf(fields.get(i)).split("/", 2);
                if (!lineField(path[0]) || path.length < 2) {
                    continue;
                }
                OdooField field = model.field(path[0]);
                String text = text(row.get(i));
                if (path[1].equals("id")) {
                    ids.put(field, text);
                } else {
                    put(
                            OdooModels.find(field.target()),
                            byField.computeIfAbsent(field, key -> new LinkedHashMap<>()),
                            path[1],
                            text);
                }
            }
            byField.forEach((field, values) -> {
                if (values.values().stream().anyMatch(value -> !OdooValues.unset(value))) {
                    String externalId = ids.getOrDefault(field, "");
                    lines.add(new PendingLine(
                            field, externalId, externalIds.find(OdooModels.find(field.target()), externalId), values));
                }
            });
        }
        return lines;
    }

    private static void addCommand(Map<String, Object> values, PendingLine line) {
        @SuppressWarnings("unchecked")
        List<Object> commands =
                (List<Object>) values.computeIfAbsent(line.field().name(), key -> new ArrayList<Object>());
        commands.add(
                line.existing() == null ? List.of(0, 0, line.values()) : List.of(1, line.existing(), line.values()));
    }

    /** Remembers the external ids of lines that were new: the newest lines of the record, in their order. */
    private void register(List<PendingLine> lines, int record) {
        List<PendingLine> created =
                lines.stream().filter(line -> line.existing() == null).toList();
        if (created.isEmpty()) {
            return;
        }
        OdooModel target = OdooModels.find(created.get(0).field().target());
        List<Map<String, Object>> rows = session.query(
                "SELECT id FROM " + target.table() + " WHERE \""
                        + created.get(0).field().inverse() + "\"=? AND display_type='product' ORDER BY id DESC LIMIT ?",
                List.of(record, created.size()));
        for (int i = 0; i < rows.size(); i++) {
            externalIds.remember(
                    target,
                    created.get(rows.size() - 1 - i).externalId(),
                    ((Number) rows.get(i).get("id")).intValue());
        }
    }

    private static String text(Object cell) {
        return OdooValues.unset(cell) ? "" : String.valueOf(cell);
    }

    /** Puts one cell's text as the value of its field: a database id, an external id, a label or a plain value. */
    private void put(OdooModel of, Map<String, Object> values, String path, String text) {
        String[] parts = path.split("/", 2);
        OdooField field = of.field(parts[0]);
        boolean many = field.kind() == OdooField.Kind.MANY2MANY;
        if (text.isEmpty()) {
            values.put(parts[0], many ? List.of() : false);
        } else if (field.kind() == OdooField.Kind.SELECTION) {
            values.put(parts[0], choice(field, text));
        } else if (field.kind() == OdooField.Kind.MANY2ONE || many) {
            List<Object> ids = new ArrayList<>();
            for (String part : many ? text.split(",") : new String[] {text}) {
                ids.add(reference(field, parts.length == 2 ? parts[1] : "name", part));
            }
            values.put(parts[0], many ? List.of(List.of(6, 0, ids)) : ids.get(0));
        } else {
            values.put(parts[0], text);
        }
    }

    private Object reference(OdooField field, String by, String text) {
        OdooModel target = OdooModels.find(field.target());
        Integer id =
                switch (by) {
                    case ".id" -> OdooValues.wholeNumber(text);
                    case "id" -> externalIds.find(target, text);
                    default -> {
                        List<Object> byName = List.of("name", "=", text);
                        List<Object> found = new OdooReader(session, target)
                                .search(
                                        target.has("code")
                                                ? List.of("|", List.of("code", "=", text), byName)
                                                : List.of(byName),
                                        null,
                                        1,
                                        null);
                        yield found.isEmpty() ? null : ((Number) found.get(0)).intValue();
                    }
                };
        if (id == null || !session.exists(target, id)) {
            throw OdooFailure.user("No matching record found for "
                    + (by.equals(".id") ? "database id" : by.equals("id") ? "external id" : "name") + " '" + text
                    + "' in field '" + field.name() + "'");
        }
        return id;
    }

    private static String choice(OdooField field, String text) {
        for (Map.Entry<String, String> choice : field.choices().entrySet()) {
            if (choice.getKey().equals(text) || choice.getValue().equalsIgnoreCase(text)) {
                return choice.getKey();
            }
        }
        throw OdooFailure.user("Value '" + text + "' not found in selection field '" + field.name() + "'");
    }
}

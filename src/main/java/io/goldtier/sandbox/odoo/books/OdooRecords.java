package io.goldtier.sandbox.odoo.books;

import io.goldtier.sandbox.odoo.schema.OdooFailure;
import io.goldtier.sandbox.odoo.schema.OdooField;
import io.goldtier.sandbox.odoo.schema.OdooModel;
import io.goldtier.sandbox.odoo.schema.OdooModels;
import io.goldtier.sandbox.odoo.schema.OdooRights;
import io.goldtier.sandbox.odoo.schema.OdooValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Creating, changing and deleting records of any model. */
public final class OdooRecords {

    private final OdooSession session;
    private final OdooModel model;

    /** Changes a model's records within a call. */
    public OdooRecords(OdooSession session, OdooModel model) {
        this.session = session;
        this.model = model;
    }

    /** Creates records from a list of values, or from one map as older clients send it. */
    public List<Object> create(Object values) {
        List<Object> ids = new ArrayList<>();
        for (Object one : values instanceof Map<?, ?> ? List.of(values) : OdooValues.list(values)) {
            ids.add(createOne(OdooValues.map(one)));
        }
        return ids;
    }

    /** Adds one record, as its model asks for, and gives its id. */
    public int createOne(Map<String, Object> values) {
        switch (model.name) {
            case OdooModels.MOVE:
                return new OdooMoves(session).create(values);
            case OdooModels.LINE:
                return new OdooMoves(session).addLine(values);
            case "account.payment.register":
                return new OdooWizards(session).createPayment(values);
            case "account.move.send.wizard":
                return new OdooWizards(session).createSend(values);
            default:
                Map<String, Object> columns = columns(values);
                require(columns);
                mayAttach(columns);
                complete(columns);
                return session.insert(model, columns);
        }
    }

    /** Writes the values into each of the records. */
    public void write(List<?> ids, Map<String, Object> values) {
        for (Object item : ids) {
            int id = ((Number) item).intValue();
            Map<String, Object> before = session.get(model, id);
            if (model.name.equals(OdooModels.MOVE)) {
                new OdooMoves(session).write(id, values);
            } else {
                Map<String, Object> columns = columns(values);
                includePrice(columns);
                session.update(model, id, columns);
                if (model.name.equals(OdooModels.LINE)) {
                    new OdooMoves(session).refresh((Integer) before.get("move_id"));
                }
            }
        }
    }

    /** Deletes the records and their external ids. */
    public void delete(List<?> ids) {
        for (Object item : ids) {
            int id = ((Number) item).intValue();
            if (model.name.equals(OdooModels.MOVE)) {
                new OdooPosting(session).delete(id);
            } else {
                session.get(model, id);
                session.delete(model, id);
            }
            session.execute("DELETE FROM ir_model_data WHERE model=? AND res_id=?", List.of(model.name, id));
        }
    }

    Map<String, Object> columns(Map<String, Object> values) {
        Map<String, Object> columns = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            OdooField field = model.field(name);
            if (field == null) {
                throw OdooFailure.value("Invalid field '" + name + "' in '" + model.name + "'");
            }
            if (field.kind() == OdooField.Kind.MANY2ONE && !OdooValues.unset(value)) {
                Integer target = OdooValues.wholeNumber(value);
                if (!session.exists(OdooModels.find(field.target()), target)) {
                    throw OdooFailure.missing(field.target(), target, session.user);
                }
            }
            if (field.stored()) {
                columns.put(name, OdooValues.toColumn(model, field, value));
            }
        });
        if (model.name.equals(OdooModels.PARTNER) && columns.containsKey("email")) {
            columns.put("email_normalized", normalized((String) columns.get("email")));
        }
        return columns;
    }

    private static String normalized(String email) {
        return email == null ? null : email.strip().toLowerCase(java.util.Locale.ROOT);
    }

    private void require(Map<String, Object> columns) {
        if (model.name.equals(OdooModels.PARTNER) && columns.get("name") == null) {
            throw OdooFailure.validation("The operation cannot be completed: Contacts require a name");
        }
        if (model.name.equals(OdooModels.DATA)
                && !session.query(
                                "SELECT 1 FROM ir_model_data WHERE module=? AND name=?",
                                List.of(columns.get("module"), columns.get("name")))
                        .isEmpty()) {
            throw OdooFailure.validation("The operation cannot be completed: duplicate key value violates unique"
                    + " constraint \"ir_model_data_module_name_uniq_index\"\nDETAIL:  Key (module, name)=("
                    + columns.get("module") + ", " + columns.get("name") + ") already exists.\n");
        }
    }

    /** A file may be attached by whoever may change what it is attached to. */
    private void mayAttach(Map<String, Object> columns) {
        OdooModel to = OdooModels.find((String) columns.get("res_model"));
        if (model.name.equals("ir.attachment") && to != null) {
            OdooRights.check(session.user, to, OdooRights.Operation.WRITE);
        }
    }

    private void complete(Map<String, Object> columns) {
        if (model.has("active")) {
            columns.putIfAbsent("active", 1);
        }
        switch (model.name) {
            case OdooModels.DATA -> columns.put("complete_name", columns.get("module") + "." + columns.get("name"));
            case "account.tax" -> includePrice(columns);
            case "res.currency.rate" -> columns.putIfAbsent("company_id", 1);
            case "ir.attachment" -> measure(columns);
            default -> {
                return;
            }
        }
    }

    /** Whether a tax is part of the price is said by another field than the one that is read. */
    private static void includePrice(Map<String, Object> columns) {
        Object override = columns.get("price_include_override");
        if (override != null) {
            columns.put("price_include", "tax_included".equals(override) ? 1 : 0);
        }
    }

    private static void measure(Map<String, Object> columns) {
        byte[] content = java.util.Base64.getMimeDecoder().decode(String.valueOf(columns.getOrDefault("datas", "")));
        columns.put("file_size", content.length);
        columns.put("checksum", sha1(content));
        columns.putIfAbsent("mimetype", "application/octet-stream");
        columns.put("type", "binary");
    }

    private static String sha1(byte[] content) {
        try {
            return java.util.HexFormat.of()
                    .formatHex(java.security.MessageDigest.getInstance("SHA-1").digest(content));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

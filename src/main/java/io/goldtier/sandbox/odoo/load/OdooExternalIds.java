package io.goldtier.sandbox.odoo.load;

import io.goldtier.sandbox.odoo.books.OdooReader;
import io.goldtier.sandbox.odoo.books.OdooRecords;
import io.goldtier.sandbox.odoo.books.OdooSession;
import io.goldtier.sandbox.odoo.schema.OdooFailure;
import io.goldtier.sandbox.odoo.schema.OdooModel;
import io.goldtier.sandbox.odoo.schema.OdooModels;
import io.goldtier.sandbox.odoo.schema.OdooRights;
import io.goldtier.sandbox.odoo.schema.OdooValues;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** External ids: names that a record was given by whoever made it, each given once. */
public final class OdooExternalIds {

    private static final String MODULE_WHEN_NONE = "__import__";

    private final OdooSession session;

    /** External ids within a call. */
    public OdooExternalIds(OdooSession session) {
        this.session = session;
    }

    /** The record that has the external id; null when none has, or the id is empty. */
    Integer find(OdooModel model, String externalId) {
        if (externalId.isEmpty()) {
            return null;
        }
        List<Map<String, Object>> rows = session.query(
                "SELECT res_id FROM ir_model_data WHERE module=? AND name=? AND model=?",
                List.of(module(externalId), name(externalId), model.name));
        return rows.isEmpty() ? null : ((Number) rows.get(0).get("res_id")).intValue();
    }

    /** Gives a record its external id; does nothing when the id is empty. */
    void remember(OdooModel model, String externalId, int id) {
        if (!externalId.isEmpty()) {
            new OdooRecords(session, OdooModels.find(OdooModels.DATA))
                    .createOne(Map.of(
                            "module", module(externalId), "name", name(externalId), "model", model.name, "res_id", id));
        }
    }

    /**
     * {@code check_object_reference}: model and id of an external id, which anybody may ask for.
     *
     * <p>In place of the id stands false when the user does not see the record, because it is archived for example.
     */
    public List<Object> reference(Map<String, Object> arguments) {
        Object module = arguments.get("module");
        Object name = arguments.get("xml_id");
        List<Map<String, Object>> rows = session.query(
                "SELECT model, res_id FROM ir_model_data WHERE module=? AND name=?", Arrays.asList(module, name));
        if (rows.isEmpty()) {
            throw OdooFailure.value("External ID not found in the system: " + module + "." + name);
        }
        OdooModel model = OdooModels.find((String) rows.get(0).get("model"));
        Object id = rows.get(0).get("res_id");
        OdooRights.check(session.user, model, OdooRights.Operation.READ);
        boolean seen = new OdooReader(session, model).count(List.of(List.of("id", "=", id)), 1) == 1;
        if (!seen && OdooValues.truth(arguments.get("raise_on_access_error"))) {
            throw OdooFailure.access("Not enough access rights on the external ID \"" + module + "." + name + "\"");
        }
        return List.of(model.name, seen ? id : false);
    }

    private static String module(String externalId) {
        int dot = externalId.indexOf('.');
        return dot < 0 ? MODULE_WHEN_NONE : externalId.substring(0, dot);
    }

    private static String name(String externalId) {
        return externalId.substring(externalId.indexOf('.') + 1);
    }
}

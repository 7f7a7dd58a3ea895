package io.goldtier.sandbox.odoo.wire;

import io.goldtier.sandbox.odoo.schema.OdooFailure;
import io.goldtier.sandbox.odoo.schema.OdooModels;
import io.goldtier.sandbox.odoo.schema.OdooRights.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The methods that can be called, with their arguments in order; an argument without {@code ?} must be given. */
enum OdooMethod {
    SEARCH("search", false, false, "domain", "offset?", "limit?", "order?"),
    SEARCH_COUNT("search_count", false, false, "domain", "limit?"),
    SEARCH_READ("search_read", false, false, "domain?", "fields?", "offset?", "limit?", "order?"),
    WEB_SEARCH_READ(
            "web_search_read", false, false, "domain", "specification", "offset?", "limit?", "order?", "count_limit?"),
    READ("read", true, false, "fields?", "load?"),
    NAME_SEARCH("name_search", false, false, "name?", "domain?", "operator?", "limit?"),
    FIELDS_GET("fields_get", false, false, "allfields?", "attributes?"),
    FORMATTED_READ_GROUP(
            "formatted_read_group",
            false,
            false,
            "domain",
            "groupby?",
            "aggregates?",
            "having?",
            "offset?",
            "limit?",
            "order?"),
    READ_GROUP("read_group", false, false, "domain", "fields", "groupby", "offset?", "limit?", "orderby?", "lazy?"),
    CONTEXT_GET("context_get", false, false),
    HAS_ACCESS("has_access", true, false, "operation"),
    CHECK_ACCESS_RIGHTS("check_access_rights", false, false, "operation", "raise_exception?"),
    CHECK_OBJECT_REFERENCE("check_object_reference", false, false, "module", "xml_id", "raise_on_access_error?"),
    CREATE("create", false, true, "vals_list"),
    WRITE("write", true, true, "vals"),
    UNLINK("unlink", true, true),
    LOAD("load", false, true, "fields", "data"),
    ACTION_ARCHIVE("action_archive", true, true),
    ACTION_UNARCHIVE("action_unarchive", true, true),
    ACTION_POST("action_post", true, true),
    BUTTON_DRAFT("button_draft", true, true),
    BUTTON_CANCEL("button_cancel", true, true),
    MESSAGE_POST("message_post", true, true, "body?", "message_type?", "subtype_xmlid?", "subject?"),
    ACTION_INVOICE_SENT("action_invoice_sent", true, true),
    ACTION_CREATE_PAYMENTS("action_create_payments", true, true),
    ACTION_SEND_AND_PRINT("action_send_and_print", true, true);

    final String wire;
    /** Whether it is called on records, given by {@code ids}. */
    final boolean onRecords;

    final boolean writes;
    /** The right on the model without which it is refused at once; null when anybody may call it. */
    final Operation needs;

    /** The first version of Odoo that has it, as far as that matters here. */
    final int since;

    private final List<String> parameters;

    OdooMethod(String wire, boolean onRecords, boolean writes, String... parameters) {
        this.wire = wire;
        this.onRecords = onRecords;
        this.writes = writes;
        this.parameters = List.of(parameters);
        this.needs = switch (wire) {
            case "context_get", "has_access", "check_access_rights", "check_object_reference", "fields_get", "load" ->
                null;
            case "create" -> Operation.CREATE;
            case "unlink" -> Operation.UNLINK;
            case "action_post" -> Operation.READ;
            default -> writes ? Operation.WRITE : Operation.READ;
        };
        this.since = switch (wire) {
            case "formatted_read_group" -> 19;
            case "has_access" -> 18;
            default -> 16;
        };
    }

    /** The method, or null; some exist on one model only. */
    static OdooMethod find(String model, String name) {
        return Arrays.stream(values())
                .filter(method -> method.wire.equals(name) && method.existsOn(model))
                .findFirst()
                .orElse(null);
    }

    private boolean existsOn(String model) {
        return switch (this) {
            case ACTION_POST, ACTION_INVOICE_SENT, BUTTON_DRAFT, BUTTON_CANCEL -> model.equals(OdooModels.MOVE);
            case ACTION_CREATE_PAYMENTS -> model.equals("account.payment.register");
            case ACTION_SEND_AND_PRINT -> model.equals("account.move.send.wizard");
            case CONTEXT_GET -> model.equals("res.users");
            case CHECK_OBJECT_REFERENCE -> model.equals(OdooModels.DATA);
            case ACTION_ARCHIVE, ACTION_UNARCHIVE -> OdooModels.find(model).has("active");
            case MESSAGE_POST -> model.equals(OdooModels.MOVE) || model.equals(OdooModels.PARTNER);
            default -> true;
        };
    }

    /** Checks named arguments as JSON-2 does. */
    Map<String, Object> named(String model, Map<String, Object> given) {
        if (!onRecords && given.containsKey("ids")) {
            throw OdooFailure.unprocessable("cannot call " + model + "." + wire + " with ids");
        }
        for (String parameter : parameters) {
            if (!parameter.endsWith("?") && !given.containsKey(parameter)) {
                throw OdooFailure.unprocessable("missing a required argument: '" + parameter + "'");
            }
        }
        given.keySet().forEach(name -> checkKnown(name, false));
        return given;
    }

    /** Gives the positional arguments of the older protocol their names. */
    Map<String, Object> positional(List<?> arguments, Map<String, Object> named) {
        Map<String, Object> result = new LinkedHashMap<>(named);
        List<Object> rest = new ArrayList<>(arguments);
        if (onRecords && !rest.isEmpty()) {
            Object ids = rest.remove(0);
            result.put("ids", ids instanceof List<?> ? ids : List.of(ids));
        }
        if (rest.size() > parameters.size()) {
            throw OdooFailure.type(wire + "() takes " + (parameters.size() + 1) + " positional arguments but "
                    + (rest.size() + 1) + " were given");
        }
        for (int i = 0; i < rest.size(); i++) {
            result.put(parameters.get(i).replace("?", ""), rest.get(i));
        }
        for (String parameter : parameters) {
            if (!parameter.endsWith("?") && !result.containsKey(parameter)) {
                throw OdooFailure.type(wire + "() missing 1 required positional argument: '" + parameter + "'");
            }
        }
        result.keySet().forEach(name -> checkKnown(name, true));
        return result;
    }

    private void checkKnown(String name, boolean older) {
        if (name.equals("ids")
                || name.equals("context")
                || parameters.contains(name)
                || parameters.contains(name + "?")) {
            return;
        }
        if (this == SEARCH_READ) {
            throw OdooFailure.type("BaseModel._read_format() got an unexpected keyword argument '" + name + "'");
        }
        throw older
                ? OdooFailure.type(wire + "() got an unexpected keyword argument '" + name + "'")
                : OdooFailure.unprocessable("got an unexpected keyword argument '" + name + "'");
    }
}

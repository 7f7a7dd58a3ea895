package io.goldtier.sandbox.odoo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What each method does, once its arguments are known. */
final class OdooCalls {

    private static final Set<String> OPEN_TO_EVERYBODY =
            Set.of("res.partner", "res.users", "res.company", "res.currency", "res.country", "account.account");

    private final OdooSession session;
    private final OdooModel model;

    OdooCalls(OdooSession session, OdooModel model) {
        this.session = session;
        this.model = model;
    }

    Object call(OdooMethod method, Map<String, Object> arguments) {
        checkAccess(method, arguments);
        OdooReader reader = new OdooReader(session, model);
        List<?> domain = OdooValues.list(arguments.get("domain"));
        List<?> ids = OdooValues.list(arguments.get("ids"));
        return switch (method) {
            case SEARCH ->
                reader.search(domain, arguments.get("offset"), arguments.get("limit"), arguments.get("order"));
            case SEARCH_COUNT -> reader.count(domain, arguments.get("limit"));
            case SEARCH_READ ->
                reader.searchRead(
                        domain,
                        arguments.get("fields"),
                        arguments.get("offset"),
                        arguments.get("limit"),
                        arguments.get("order"));
            case READ -> reader.read(ids, arguments.get("fields"));
            case NAME_SEARCH -> reader.nameSearch(arguments.get("name"), domain, arguments.get("limit"));
            case FIELDS_GET -> fields();
            case FORMATTED_READ_GROUP ->
                new OdooGroups(session, model)
                        .formatted(
                                domain,
                                OdooValues.list(arguments.get("groupby")),
                                OdooValues.list(arguments.get("aggregates")),
                                arguments.get("limit"),
                                arguments.get("offset"));
            case READ_GROUP ->
                new OdooGroups(session, model)
                        .plain(
                                domain,
                                OdooValues.list(arguments.get("fields")),
                                OdooValues.list(arguments.get("groupby")));
            case CONTEXT_GET -> context();
            case HAS_ACCESS, CHECK_ACCESS_RIGHTS -> allowed(String.valueOf(arguments.get("operation")));
            default -> change(method, arguments, ids);
        };
    }

    private Object change(OdooMethod method, Map<String, Object> arguments, List<?> ids) {
        OdooRecords records = new OdooRecords(session, model);
        switch (method) {
            case CREATE:
                return records.create(arguments.get("vals_list"));
            case WRITE:
                records.write(ids, OdooValues.map(arguments.get("vals")));
                return true;
            case UNLINK:
                records.delete(ids);
                return true;
            case LOAD:
                return new OdooLoader(session, model)
                        .load(OdooValues.list(arguments.get("fields")), OdooValues.list(arguments.get("data")));
            case ACTION_POST:
                each(ids, new OdooPosting(session)::post);
                return false;
            case BUTTON_DRAFT:
                each(ids, new OdooPosting(session)::resetToDraft);
                return null;
            case BUTTON_CANCEL:
                each(ids, new OdooPosting(session)::cancel);
                return null;
            case MESSAGE_POST:
                return note(ids, arguments);
            case ACTION_CREATE_PAYMENTS:
                return new OdooWizards(session).pay(((Number) ids.get(0)).intValue());
            case ACTION_SEND_AND_PRINT:
                return new OdooWizards(session).send(((Number) ids.get(0)).intValue());
            default:
                throw new IllegalArgumentException(method + " does not change anything");
        }
    }

    private static void each(List<?> ids, java.util.function.IntConsumer work) {
        ids.forEach(id -> work.accept(((Number) id).intValue()));
    }

    private List<Object> note(List<?> ids, Map<String, Object> arguments) {
        List<Object> messages = new ArrayList<>();
        for (Object id : ids) {
            session.get(model, ((Number) id).intValue());
            Map<String, Object> message = new LinkedHashMap<>();
            message.put("model", model.name);
            message.put("res_id", id);
            message.put("message_type", String.valueOf(arguments.getOrDefault("message_type", "notification")));
            message.put("body", arguments.get("body"));
            messages.add(session.insert(OdooModels.find("mail.message"), message));
        }
        return messages;
    }

    private Map<String, Object> context() {
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("lang", "en_US");
        context.put("tz", false);
        context.put("uid", session.uid);
        return context;
    }

    private Map<String, Object> fields() {
        Map<String, Object> result = new LinkedHashMap<>();
        for (OdooField field : model.fields()) {
            Map<String, Object> description = new LinkedHashMap<>();
            description.put("type", field.kind().name().toLowerCase(java.util.Locale.ROOT));
            if (field.target() != null) {
                description.put("relation", field.target());
            }
            result.put(field.name(), description);
        }
        return result;
    }

    private boolean allowed(String operation) {
        return session.uid == OdooUsers.ADMIN || OPEN_TO_EVERYBODY.contains(model.name) && operation.equals("read");
    }

    private void checkAccess(OdooMethod method, Map<String, Object> arguments) {
        if (method == OdooMethod.HAS_ACCESS
                || method == OdooMethod.CHECK_ACCESS_RIGHTS
                || method == OdooMethod.CONTEXT_GET) {
            return;
        }
        if (!allowed(method.writes ? "write" : "read")) {
            String verb = method == OdooMethod.CREATE || method == OdooMethod.LOAD
                    ? "create"
                    : method.writes ? "modify" : "access";
            throw OdooFailure.access("You are not allowed to " + verb + " '" + model.label + "' (" + model.name
                    + ") records.\n\nThis operation is allowed for the following groups:\n\t- Accounting/Invoicing\n\n"
                    + "Contact your administrator to request access if necessary.");
        }
        for (Object id : method.writes ? OdooValues.list(arguments.get("ids")) : List.of()) {
            session.get(model, ((Number) id).intValue());
        }
    }
}

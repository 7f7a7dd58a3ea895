package io.goldtier.sandbox.odoo.wire;

import io.goldtier.sandbox.odoo.books.OdooGroups;
import io.goldtier.sandbox.odoo.books.OdooMails;
import io.goldtier.sandbox.odoo.books.OdooPosting;
import io.goldtier.sandbox.odoo.books.OdooReader;
import io.goldtier.sandbox.odoo.books.OdooRecords;
import io.goldtier.sandbox.odoo.books.OdooSession;
import io.goldtier.sandbox.odoo.books.OdooWizards;
import io.goldtier.sandbox.odoo.load.OdooExternalIds;
import io.goldtier.sandbox.odoo.load.OdooLoader;
import io.goldtier.sandbox.odoo.schema.OdooFailure;
import io.goldtier.sandbox.odoo.schema.OdooField;
import io.goldtier.sandbox.odoo.schema.OdooModel;
import io.goldtier.sandbox.odoo.schema.OdooRights;
import io.goldtier.sandbox.odoo.schema.OdooRights.Operation;
import io.goldtier.sandbox.odoo.schema.OdooRole;
import io.goldtier.sandbox.odoo.schema.OdooValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each method does, once its arguments are known. */
final class OdooCalls {

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
            case WEB_SEARCH_READ ->
                reader.webSearchRead(
                        domain,
                        OdooValues.map(arguments.get("specification")),
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
            case HAS_ACCESS -> OdooRights.allowed(session.user, model.name, Operation.of(arguments.get("operation")));
            case CHECK_ACCESS_RIGHTS -> checkAccessRights(arguments);
            case CHECK_OBJECT_REFERENCE -> new OdooExternalIds(session).reference(arguments);
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
            case ACTION_ARCHIVE, ACTION_UNARCHIVE:
                boolean active = method == OdooMethod.ACTION_UNARCHIVE;
                each(ids, id -> session.update(model, id, Map.of("active", active)));
                return null;
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
            case ACTION_INVOICE_SENT:
                return new OdooWizards(session).offerToSend(ids);
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
            String type = String.valueOf(arguments.getOrDefault("message_type", "notification"));
            messages.add(new OdooMails(session).note(model.name, id, type, arguments.get("body")));
        }
        return messages;
    }

    private Map<String, Object> context() {
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("lang", "en_US");
        context.put("tz", false);
        context.put("uid", session.user.id);
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

    private boolean checkAccessRights(Map<String, Object> arguments) {
        Operation operation = Operation.of(arguments.get("operation"));
        boolean allowed = OdooRights.allowed(session.user, model.name, operation);
        if (!allowed && !Boolean.FALSE.equals(arguments.get("raise_exception"))) {
            OdooRights.check(session.user, model, operation);
        }
        return allowed;
    }

    /** Refuses what the user may not do; the rows of {@code load()} are looked at one by one, by {@link OdooLoader}. */
    private void checkAccess(OdooMethod method, Map<String, Object> arguments) {
        if (method.needs == null) {
            return;
        }
        OdooRights.check(session.user, model, method.needs);
        if (method == OdooMethod.ACTION_POST && !session.user.has(OdooRole.INVOICING)) {
            throw OdooFailure.access("You don't have the access rights to post an invoice.");
        }
        for (Object id : method.writes ? OdooValues.list(arguments.get("ids")) : List.of()) {
            session.get(model, ((Number) id).intValue());
        }
    }
}

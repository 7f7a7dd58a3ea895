package io.goldtier.sandbox.odoo.wire;

import io.goldtier.connector.odoo.rpc.OdooSettings;
import io.goldtier.sandbox.SandboxFault.Mail;
import io.goldtier.sandbox.odoo.schema.OdooFailure;
import io.goldtier.sandbox.odoo.schema.OdooModel;
import io.goldtier.sandbox.odoo.schema.OdooModels;
import io.goldtier.sandbox.odoo.schema.OdooUser;
import io.goldtier.sandbox.odoo.schema.OdooValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The older protocol: services {@code common}, {@code object} and {@code db}. */
final class OdooJsonRpc {

    private final OdooSandbox odoo;
    private final boolean wrongKey;
    private final Mail mail;

    OdooJsonRpc(OdooSandbox odoo, boolean wrongKey, Mail mail) {
        this.mail = mail;
        this.odoo = odoo;
        this.wrongKey = wrongKey;
    }

    /** The result of a call's {@code params}. */
    Object call(Object params) {
        if (!(params instanceof Map<?, ?> map)) {
            throw OdooFailure.type(
                    "JSONRPC.jsonrpc() missing 3 required positional arguments: 'service', 'method', and 'args'");
        }
        String service = String.valueOf(map.get("service"));
        String method = String.valueOf(map.get("method"));
        List<?> arguments = OdooValues.list(map.get("args"));
        return switch (service) {
            case "common" -> common(method, arguments);
            case "object" -> object(arguments);
            case "db" -> List.of(OdooSettings.SANDBOX_DATABASE);
            default -> throw OdooFailure.key(service);
        };
    }

    private Object common(String method, List<?> arguments) {
        if (method.equals("version")) {
            Map<String, Object> version = new LinkedHashMap<>();
            version.put("server_version", odoo.version() + ".0");
            version.put("server_version_info", List.of(odoo.version(), 0, 0, "final", 0, ""));
            version.put("server_serie", odoo.version() + ".0");
            version.put("protocol_version", 1);
            return version;
        }
        if (!method.equals("authenticate") && !method.equals("login")) {
            throw OdooFailure.attribute("The method '" + method + "' does not exist");
        }
        odoo.count("common/authenticate");
        checkDatabase(arguments.get(0));
        return OdooUser.byLogin(arguments.get(1), arguments.get(2))
                .filter(user -> !wrongKey)
                .<Object>map(user -> user.id)
                .orElse(false);
    }

    private Object object(List<?> arguments) {
        checkDatabase(arguments.get(0));
        OdooUser user = user(arguments.get(1), arguments.get(2));
        String name = String.valueOf(arguments.get(3));
        String method = String.valueOf(arguments.get(4));
        OdooModel model = OdooModels.find(name);
        if (model == null) {
            throw OdooFailure.user("Object " + name + " doesn't exist");
        }
        if (method.startsWith("_")) {
            throw OdooFailure.access(
                    "Private methods (such as '" + name + "." + method + "') cannot be called remotely.");
        }
        OdooMethod callable = OdooMethod.find(name, method);
        if (callable == null || odoo.version() < callable.since) {
            throw OdooFailure.attribute("The method '" + name + "." + method + "' does not exist");
        }
        Map<String, Object> named = callable.positional(
                OdooValues.list(arguments.size() > 5 ? arguments.get(5) : null),
                OdooValues.map(arguments.size() > 6 ? arguments.get(6) : null));
        odoo.count(name + "/" + method);
        Object result = odoo.call(user, mail, model, callable, named);
        boolean oneCreated = callable == OdooMethod.CREATE && named.get("vals_list") instanceof Map<?, ?>;
        return oneCreated ? ((List<?>) result).get(0) : result;
    }

    private OdooUser user(Object uid, Object key) {
        if (uid instanceof Number given && !OdooUser.exists(given)) {
            throw OdooFailure.unknownUser(given);
        }
        return OdooUser.byKey(String.valueOf(key))
                .filter(user -> !wrongKey && uid instanceof Number given && given.longValue() == user.id)
                .orElseThrow(OdooFailure::denied);
    }

    private static void checkDatabase(Object database) {
        if (!OdooSandbox.knows(String.valueOf(database))) {
            throw OdooFailure.unknownDatabase(String.valueOf(database));
        }
    }
}

package io.goldtier.connector.odoo.rpc;

import io.goldtier.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Calls as bytes for the wire. */
final class OdooRequests {

    /** The arguments that the older protocol takes by position. */
    private static final Map<String, List<String>> POSITIONS = Map.of(
            "create", List.of("vals_list"),
            "write", List.of("vals"),
            "load", List.of("fields", "data"),
            "search", List.of("domain"),
            "search_count", List.of("domain"),
            "search_read", List.of("domain"),
            "formatted_read_group", List.of("domain"),
            "read_group", List.of("domain", "fields", "groupby"),
            "has_access", List.of("operation"),
            "check_access_rights", List.of("operation"));

    private OdooRequests() {}

    /** The body for JSON-2: one object of named arguments. */
    static byte[] json2(OdooCall call) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (!call.ids().isEmpty()) {
            body.put("ids", call.ids());
        }
        body.putAll(call.args());
        if (!call.context().isEmpty()) {
            body.put("context", call.context());
        }
        return bytes(body);
    }

    /** The body for JSON-RPC; it holds the key, so it must not be shown. */
    static byte[] jsonRpc(OdooCall call) {
        return OdooSums.isSum(call) ? executed(OdooSums.older(call)) : executed(call);
    }

    private static byte[] executed(OdooCall call) {
        Map<String, Object> named = new LinkedHashMap<>(call.args());
        List<Object> positional = new ArrayList<>();
        if (!call.ids().isEmpty() || call.method().equals("has_access")) {
            // A method of records, even of none
            positional.add(call.ids());
        }
        for (String name : POSITIONS.getOrDefault(call.method(), List.of())) {
            if (named.containsKey(name)) {
                positional.add(named.remove(name));
            }
        }
        if (!call.context().isEmpty()) {
            named.put("context", call.context());
        }
        OdooInstance odoo = call.instance();
        List<Object> args = new ArrayList<>();
        args.add(odoo.database());
        args.add(odoo.uid());
        args.add(odoo.apiKey() == null ? "" : odoo.apiKey());
        args.add(call.model());
        args.add(call.method());
        args.add(positional);
        args.add(named);
        return envelope("object", "execute_kw", args);
    }

    /** The log-in of the older protocol. */
    static byte[] login(OdooInstance odoo) {
        return envelope(
                "common",
                "authenticate",
                List.of(
                        odoo.database(),
                        odoo.login() == null ? "" : odoo.login(),
                        odoo.apiKey() == null ? "" : odoo.apiKey(),
                        Map.of()));
    }

    /** The question for the version, as every Odoo understands it; needs no key. */
    static byte[] version() {
        return envelope("common", "version", List.of());
    }

    private static byte[] envelope(String service, String method, List<Object> args) {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("service", service);
        params.put("method", method);
        params.put("args", args);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("jsonrpc", "2.0");
        body.put("method", "call");
        body.put("params", params);
        body.put("id", 1);
        return bytes(body);
    }

    private static byte[] bytes(Object body) {
        return Json.write(body).getBytes(StandardCharsets.UTF_8);
    }
}

package io.goldtier.spoiled;

import io.goldtier.json.Json;
import io.goldtier.json.JsonProblem;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A request to an outside system, by what it means there, whichever protocol carries it.
 *
 * @param system {@code odoo}, {@code graph} or {@code ledger}
 * @param name what is called: {@code account.move/load}, {@code POST feed}
 * @param writes whether it changes something there
 * @param ours whether a skill makes it, and not a log-in or a health check
 */
record OutsideCall(String system, String name, boolean writes, boolean ours) {

    private static final Set<String> READS = Set.of(
            "search_read",
            "read",
            "search",
            "search_count",
            "fields_get",
            "check_object_reference",
            "name_search",
            "default_get",
            "formatted_read_group",
            "read_group");
    private static final Set<String> HEALTH = Set.of("has_access", "check_access_rights", "context_get");

    /** A request to Odoo; the path is that below Odoo's address. */
    static OutsideCall odoo(String path, String body) {
        String[] parts = path.split("/");
        if (path.startsWith("/json/2/") && parts.length == 5) {
            return method(parts[3], parts[4], body);
        }
        if (path.equals("/jsonrpc")
                && parsed(body).get("params") instanceof Map<?, ?> params
                && "object".equals(params.get("service"))
                && params.get("args") instanceof List<?> args
                && args.size() > 4) {
            return method(String.valueOf(args.get(3)), String.valueOf(args.get(4)), body);
        }
        return new OutsideCall("odoo", path, false, false);
    }

    private static OutsideCall method(String model, String method, String body) {
        // Health looks for the external id of the company, which every Odoo has
        boolean ours = !HEALTH.contains(method) && !model.startsWith("res.users") && !body.contains("\"main_company\"");
        return new OutsideCall("odoo", model + "/" + method, !READS.contains(method), ours);
    }

    /** A request to Facebook's Graph API; the path is that below its address. */
    static OutsideCall graph(String method, String path) {
        String[] parts = path.split("/");
        String object = parts.length > 2 ? parts[2] : "";
        String what = parts.length > 3 ? parts[3] : object.matches("\\d+_\\d+") ? "a post" : "page";
        return new OutsideCall("graph", method + " " + what, !method.equals("GET"), !what.equals("page"));
    }

    /** A request to the {@link Ledger}. */
    static OutsideCall ledger(String method, String path) {
        String what = path.split("\\?")[0].replaceAll("/note-\\d+z", "/ID");
        return new OutsideCall("ledger", method + " " + what, !method.equals("GET"), !what.equals("/status"));
    }

    private static Map<String, Object> parsed(String body) {
        try {
            return Json.readObject(body);
        } catch (JsonProblem e) {
            return Map.of();
        }
    }
}

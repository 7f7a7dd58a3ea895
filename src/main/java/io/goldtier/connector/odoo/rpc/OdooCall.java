package io.goldtier.connector.odoo.rpc;

import io.goldtier.outside.Part;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.convert.DurationStyle;

/**
 * One call to Odoo.
 *
 * @param instance the Odoo that is called
 * @param model such as {@code account.move}
 * @param method such as {@code search_read}
 * @param ids the records that the method is called on; empty for methods of the model
 * @param args the named arguments
 * @param context language, time zone, company and what wizards want to know
 * @param part what it is in the course of a skill
 * @param remember how long the answer to a read may be given again; zero for never
 */
record OdooCall(
        OdooInstance instance,
        String model,
        String method,
        List<?> ids,
        Map<String, Object> args,
        Map<String, Object> context,
        Part part,
        Duration remember) {

    private static final Set<String> READING = Set.of(
            "search",
            "search_count",
            "search_read",
            "read",
            "name_search",
            "fields_get",
            "formatted_read_group",
            "read_group",
            "web_search_read",
            "context_get",
            "has_access",
            "check_access_rights",
            "check_object_reference");

    private static final Set<String> KEYS = Set.of(
            "model",
            "method",
            "ids",
            "args",
            "context",
            "instance",
            "part",
            "known",
            "expects",
            "leaves",
            "remember",
            "proof");

    /** Reads the map that a route puts together. */
    static OdooCall of(Object body, OdooInstances instances) {
        if (!(body instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException(
                    "A call of outside:odoo needs a map with model, method and args as its body, not " + body);
        }
        map.keySet().forEach(key -> {
            if (!KEYS.contains(String.valueOf(key))) {
                throw new IllegalArgumentException(
                        "A call of outside:odoo has the unknown key \"" + key + "\"; there are " + KEYS);
            }
        });
        OdooInstance instance = instances.get(map.get("instance") instanceof String name ? name : null);
        Map<String, Object> context = new LinkedHashMap<>();
        if (instance.company() > 0) {
            context.put("allowed_company_ids", List.of(instance.company()));
        }
        context.putAll(OdooValues.map(map.get("context")));
        String method = String.valueOf(map.get("method"));
        boolean reading = READING.contains(method);
        return new OdooCall(
                instance,
                String.valueOf(map.get("model")),
                method,
                ids(map.get("ids")),
                OdooValues.map(map.get("args")),
                context,
                reading ? Part.READ : map.get("part") == null ? Part.EFFECT : Part.of(map.get("part")),
                reading && map.get("remember") instanceof String time
                        ? DurationStyle.SIMPLE.parse(time)
                        : Duration.ZERO);
    }

    /** Whether it may change something: an answer that is lost leaves open whether it did. */
    boolean isWriting() {
        return part != Part.READ;
    }

    /** Whether the protocol still has to be found out. */
    boolean isProtocolUnknown() {
        return instance.protocol() == null;
    }

    /** Whether a log-in has to come first. */
    boolean isLoginNeeded() {
        return instance.protocol() == OdooInstance.Protocol.JSONRPC && instance.uid() == 0;
    }

    private static List<?> ids(Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        return value == null ? List.of() : List.of(value);
    }
}

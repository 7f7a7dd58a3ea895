package io.goldtier.connector.odoo.rpc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sums over groups, in the form of Odoo 19 and in the one that older versions understand.
 *
 * <p>Routes call {@code formatted_read_group}, which is new in Odoo 19. Over the older protocol it becomes {@code
 * read_group}, which Odoo 16 to 19 answer, and the answer is brought into the newer form. Groups by a part of a date, such
 * as {@code date:month}, have another form there and are refused.
 */
final class OdooSums {

    private static final String COUNT = "__count";

    private OdooSums() {}

    static boolean isSum(OdooCall call) {
        return call.method().equals("formatted_read_group");
    }

    /** The call as older versions understand it. */
    static OdooCall older(OdooCall call) {
        List<?> groups = list(call.args().get("groupby"));
        groups.forEach(group -> {
            if (String.valueOf(group).contains(":")) {
                throw new IllegalArgumentException("formatted_read_group by \"" + group
                        + "\" cannot be asked of an Odoo before 19: group by a plain field, or sum up in the route");
            }
        });
        Map<String, Object> args = new LinkedHashMap<>();
        args.put("domain", call.args().getOrDefault("domain", List.of()));
        args.put("fields", sums(call));
        args.put("groupby", groups);
        args.put("lazy", false);
        return new OdooCall(
                call.instance(),
                call.model(),
                "read_group",
                call.ids(),
                args,
                call.context(),
                call.part(),
                call.remember());
    }

    /** The answer of an older version in the newer form: a sum is under the name that it was asked for. */
    static Object newer(OdooCall call, Object answer) {
        return list(answer).stream()
                .map(group -> newer(call, (Map<?, ?>) group))
                .toList();
    }

    private static Map<String, Object> newer(OdooCall call, Map<?, ?> group) {
        Map<String, Object> result = new LinkedHashMap<>();
        list(call.args().get("groupby")).forEach(name -> result.put(String.valueOf(name), group.get(name)));
        sums(call).forEach(sum -> result.put(sum, group.get(sum.substring(0, sum.indexOf(':')))));
        result.put(COUNT, group.get(COUNT));
        return result;
    }

    private static List<String> sums(OdooCall call) {
        return list(call.args().get("aggregates")).stream()
                .map(String::valueOf)
                .filter(sum -> !sum.equals(COUNT))
                .toList();
    }

    private static List<?> list(Object value) {
        return value instanceof List<?> list ? list : List.of();
    }
}

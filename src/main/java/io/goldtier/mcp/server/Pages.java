package io.goldtier.mcp.server;

import io.goldtier.mcp.rpc.RpcError;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists a page at a time, in the order of a name: a cursor is the last name of a page, so nothing is missed or twice. */
final class Pages {

    private Pages() {}

    /**
     * One page.
     *
     * @param member under which name the result holds the entries
     * @param key which of an entry's fields is its name
     */
    static Map<String, Object> page(
            String member, String key, List<Map<String, Object>> entries, Object cursor, int size) {
        String after = cursor == null ? "" : read(cursor);
        List<Map<String, Object>> rest = entries.stream()
                .filter(entry -> name(entry, key).compareTo(after) > 0)
                .sorted(Comparator.comparing(entry -> name(entry, key)))
                .toList();
        Map<String, Object> result = new LinkedHashMap<>();
        List<Map<String, Object>> shown = rest.subList(0, Math.min(size, rest.size()));
        result.put(member, shown);
        if (rest.size() > size) {
            result.put("nextCursor", written(name(shown.get(size - 1), key)));
        }
        return result;
    }

    private static String name(Map<String, Object> entry, String key) {
        return String.valueOf(entry.get(key));
    }

    private static String written(String name) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("after:" + name).getBytes(StandardCharsets.UTF_8));
    }

    private static String read(Object cursor) {
        try {
            if (cursor instanceof String text) {
                String name = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
                if (name.startsWith("after:")) {
                    return name.substring("after:".length());
                }
            }
        } catch (IllegalArgumentException e) {
            throw RpcError.invalidParams("cursor must be the nextCursor of an earlier page.");
        }
        throw RpcError.invalidParams("cursor must be the nextCursor of an earlier page.");
    }
}

package io.goldtier.intake.message;

import io.goldtier.json.Digest;
import io.goldtier.json.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What a second copy of the same work has in common with the first: a SHA-256 of what it says. */
public final class ContentKey {

    private ContentKey() {}

    /** The key of a file's bytes. */
    public static String of(byte[] bytes) {
        return "sha256:" + Digest.sha256(bytes);
    }

    /** The key of a document: the same however its keys are ordered, its lines broken or its numbers written. */
    public static String of(Map<String, Object> document) {
        return of(Json.write(canonical(document)).getBytes(StandardCharsets.UTF_8));
    }

    /** An id that the same content always gets. */
    public static String triggerId(String contentKey) {
        return UUID.nameUUIDFromBytes(contentKey.getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static Object canonical(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((key, each) -> sorted.put(String.valueOf(key), canonical(each)));
            return sorted;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ContentKey::canonical).toList();
        }
        if (value instanceof Number number) {
            BigDecimal exact = new BigDecimal(number.toString());
            return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toString();
        }
        return value;
    }
}

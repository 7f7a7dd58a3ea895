package io.goldtier.approval;

import io.goldtier.json.Canonical;
import io.goldtier.json.Digest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** Tells whether two inputs are the same, whatever their order and however their numbers are written. */
final class Fingerprint {

    private Fingerprint() {}

    /** SHA-256 of the input's one canonical form. */
    static String of(Map<String, Object> params) {
        return Digest.sha256(Canonical.text(params));
    }

    /** The fields in which two inputs differ, each with its value before and after. */
    static Map<String, Object> difference(Map<String, Object> before, Map<String, Object> after) {
        Map<String, Object> changes = new LinkedHashMap<>();
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            Object one = before.get(name);
            Object other = after.get(name);
            if (!Objects.equals(Canonical.of(one), Canonical.of(other))) {
                Map<String, Object> change = new LinkedHashMap<>();
                change.put("from", one);
                change.put("to", other);
                changes.put(name, change);
            }
        }
        return changes;
    }
}

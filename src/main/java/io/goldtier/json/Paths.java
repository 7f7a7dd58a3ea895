package io.goldtier.json;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Paths into a value, such as {@code error.code} or {@code data.0.id}. */
public final class Paths {

    private Paths() {}

    /** What stands at the path; empty when nothing does, or null. */
    public static Optional<Object> at(Object value, String path) {
        Object found = value;
        for (String name : path.split("\\.")) {
            if (found instanceof Map<?, ?> map) {
                found = map.get(name);
            } else if (found instanceof List<?> list
                    && name.matches("\\d{1,6}")
                    && Integer.parseInt(name) < list.size()) {
                found = list.get(Integer.parseInt(name));
            } else {
                return Optional.empty();
            }
        }
        return Optional.ofNullable(found);
    }
}

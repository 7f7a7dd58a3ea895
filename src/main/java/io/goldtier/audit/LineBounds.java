package io.goldtier.audit;

import io.goldtier.json.Cut;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps a line of a log to a size that any program can read, whatever came from outside: long texts end in "… (cut, N
 * characters)", and so do lists, maps and the line itself.
 */
public final class LineBounds {

    /** The longest text in a line, in characters. */
    static final int TEXT = 4_000;

    /** All texts of a line together, in characters. */
    static final int LINE = 48_000;

    private static final int ENTRIES = 500;
    private static final int DEPTH = 20;

    /** What a cut might have left of a secret that was not recognised any more. */
    private static final int SECRET = 300;

    private int left = LINE;

    private LineBounds() {}

    /** The fields with secrets masked and everything within bounds. */
    static Map<String, Object> maskedWithin(Map<String, Object> fields) {
        if (size(fields, DEPTH) <= LINE) {
            return Redaction.mask(fields);
        }
        return new LineBounds().map(fields, DEPTH);
    }

    /** How long all texts are together; more than a line may hold as soon as anything is out of bounds. */
    private static long size(Object value, int depth) {
        long size = 16;
        if (value instanceof CharSequence text) {
            return text.length() > TEXT ? LINE + 1L : size + text.length();
        }
        if (value instanceof Map<?, ?> map) {
            if (depth == 0 || map.size() > ENTRIES) {
                return LINE + 1L;
            }
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                size += String.valueOf(entry.getKey()).length() + size(entry.getValue(), depth - 1);
            }
        } else if (value instanceof Iterable<?> values) {
            int count = 0;
            for (Object inner : values) {
                if (depth == 0 || ++count > ENTRIES) {
                    return LINE + 1L;
                }
                size += size(inner, depth - 1);
            }
        } else if (value instanceof Number || value instanceof Boolean || value instanceof Enum || value == null) {
            return size;
        } else {
            return size + String.valueOf(value).length();
        }
        return size;
    }

    private Object value(Object value, int depth) {
        if (value instanceof Map<?, ?> map) {
            return depth == 0 ? text("a map that is nested too deep", TEXT) : map(map, depth - 1);
        }
        if (value instanceof Iterable<?> values) {
            return depth == 0 ? text("a list that is nested too deep", TEXT) : list(values, depth - 1);
        }
        if (value instanceof Number || value instanceof Boolean || value == null) {
            left -= 16;
            return value;
        }
        return text(String.valueOf(value), TEXT);
    }

    private Map<String, Object> map(Map<?, ?> map, int depth) {
        Map<String, Object> bounded = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (bounded.size() >= ENTRIES || left <= 0) {
                bounded.put("…", "(cut, " + (map.size() - bounded.size()) + " more)");
                break;
            }
            String name = String.valueOf(entry.getKey());
            boolean secret = Redaction.isSecretName(name.length() > TEXT ? name.substring(0, TEXT) : name);
            Object inner = secret && entry.getValue() != null ? Redaction.MASK : value(entry.getValue(), depth);
            bounded.put(text(name, 200), inner);
        }
        return bounded;
    }

    private List<Object> list(Iterable<?> values, int depth) {
        List<Object> bounded = new ArrayList<>();
        for (Object inner : values) {
            if (bounded.size() >= ENTRIES || left <= 0) {
                bounded.add("… (cut, more follow)");
                break;
            }
            bounded.add(value(inner, depth));
        }
        return bounded;
    }

    private String text(String text, int most) {
        int room = Math.max(0, Math.min(most, left));
        // Masked before it is cut, so that no half of a secret is left; but not all of ten megabytes
        int looked = Math.min(text.length(), room + 2 * SECRET);
        String masked = Redaction.mask(text.substring(0, looked));
        String bounded;
        if (looked == text.length()) {
            bounded = Cut.to(room, masked);
        } else {
            int shown = Math.min(room, masked.length() - SECRET);
            bounded = masked.substring(0, Math.max(0, shown)) + "… (cut, " + (text.length() - Math.max(0, shown))
                    + " characters)";
        }
        left -= bounded.length();
        return bounded;
    }
}

package io.goldtier.playwright.page;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The secrets that a call has typed into a page, which may show them again: they are masked in pictures and words. */
final class Typed {

    private static final int SHORTEST = 4;
    private static final String HIDDEN = "•••";

    private final Set<String> secrets = new HashSet<>();
    private final String salt = Long.toHexString(new SecureRandom().nextLong());

    void add(String secret) {
        if (secret.length() >= SHORTEST) {
            secrets.add(secret);
        }
    }

    /** The selector of everything that must not be seen; secrets are in it as prints of this call alone. */
    String selector() {
        return "sensitive=" + salt
                + secrets.stream().map(secret -> "," + print(secret)).collect(Collectors.joining());
    }

    private String print(String text) {
        int hash = 0x811c9dc5;
        for (int letter : (salt + text).codePoints().toArray()) {
            hash = (hash ^ letter) * 0x01000193;
        }
        return Integer.toHexString(hash);
    }

    /** The same without secrets. */
    Object clean(Object value) {
        if (secrets.isEmpty()) {
            return value;
        }
        if (value instanceof String text) {
            String clean = text;
            for (String secret : secrets) {
                clean = clean.replace(secret, HIDDEN);
            }
            return clean;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> clean = new LinkedHashMap<>();
            map.forEach((name, each) -> clean.put(String.valueOf(clean(String.valueOf(name))), clean(each)));
            return clean;
        }
        if (value instanceof List<?> list) {
            List<Object> clean = new ArrayList<>();
            list.forEach(each -> clean.add(clean(each)));
            return clean;
        }
        return value;
    }
}

package io.goldtier.audit;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps secrets, passwords and card numbers out of whatever is written down. */
public final class Redaction {

    static final String MASK = "***";
    private static final Pattern SECRET_NAME = Pattern.compile(
            ".*(passw|secret|api_?key|access_?token|refresh_?token|bearer|authorization|credential|card_?number|cvv|cvc|\\bpin\\b).*");
    private static final Pattern CARD = Pattern.compile("(?<![\\w.-])[2-6]\\d{3}(?:[ -]?\\d){9,15}(?![\\w.-])");
    private static final Map<String, Boolean> NAMES = new ConcurrentHashMap<>();
    /** The longest first: where one secret is a part of another, nothing of the longer one is left. */
    private static final Set<String> KNOWN = new ConcurrentSkipListSet<>(
            Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    /** Those that somebody wanted used in the clear. */
    private static final Set<String> REFUSED = ConcurrentHashMap.newKeySet();

    private Redaction() {}

    /** From now on this value is masked wherever it appears; values under 6 characters are too common to mask. */
    public static void learn(String secret) {
        if (secret != null && secret.length() >= 6) {
            KNOWN.add(secret);
        }
    }

    /**
     * From now on this value is masked wherever it appears. No setting tells it again after a restart, so it must not be kept
     * anywhere, either: see {@link #withoutRefused}.
     */
    public static void refuse(String secret) {
        learn(secret);
        if (secret != null && KNOWN.contains(secret)) {
            REFUSED.add(secret);
        }
    }

    /** True when anything was refused since the start. */
    public static boolean hasRefused() {
        return !REFUSED.isEmpty();
    }

    /** What is to be kept, without the values that were refused; all other secrets stay as they are. */
    public static Object withoutRefused(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> kept = new LinkedHashMap<>();
            map.forEach((name, inner) -> kept.put(name, withoutRefused(inner)));
            return kept;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Redaction::withoutRefused).toList();
        }
        if (value instanceof Number) {
            return REFUSED.contains(String.valueOf(value)) ? MASK : value;
        }
        if (value instanceof String text) {
            String kept = text;
            for (String secret : REFUSED) {
                kept = kept.replace(secret, MASK);
            }
            return kept;
        }
        return value;
    }

    /** The fields with every secret in them masked, at any depth. */
    public static Map<String, Object> mask(Map<String, ?> fields) {
        Map<String, Object> masked = new LinkedHashMap<>();
        fields.forEach(
                (name, value) -> masked.put(name, isSecretName(name) && value != null ? MASK : maskValue(value)));
        return masked;
    }

    /** The text with card numbers and known secrets masked. */
    public static String mask(String text) {
        String masked = text;
        for (String secret : KNOWN) {
            if (masked.contains(secret)) {
                masked = masked.replace(secret, MASK);
            }
        }
        if (!hasDigits(masked, 13)) {
            return masked;
        }
        Matcher cards = CARD.matcher(masked);
        return cards.replaceAll(found -> isCard(found.group()) ? MASK : Matcher.quoteReplacement(found.group()));
    }

    private static boolean hasDigits(String text, int count) {
        int found = 0;
        for (int i = 0; i < text.length() && found < count; i++) {
            if (Character.isDigit(text.charAt(i))) {
                found++;
            }
        }
        return found == count;
    }

    private static Object maskValue(Object value) {
        if (value instanceof String text) {
            return mask(text);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> fields = new LinkedHashMap<>();
            map.forEach((name, inner) -> fields.put(String.valueOf(name), inner));
            return mask(fields);
        }
        if (value instanceof Iterable<?> values) {
            List<Object> masked = new ArrayList<>();
            values.forEach(inner -> masked.add(maskValue(inner)));
            return masked;
        }
        if (value instanceof Long || value instanceof BigInteger) {
            // A card's number that was written without blanks
            return mask(value.toString()).equals(MASK) ? MASK : value;
        }
        return value;
    }

    /**
     * The fields that somebody has edited who saw them masked: what was left as it was shown stands for what it was.
     *
     * @param edited what {@link #mask(Map)} gave, edited
     * @param original what was masked
     */
    public static Map<String, Object> restore(Map<String, ?> edited, Map<String, ?> original) {
        Map<String, Object> masked = mask(original);
        Map<String, Object> restored = new LinkedHashMap<>();
        edited.forEach((name, value) -> restored.put(name, restore(value, masked.get(name), original.get(name))));
        return restored;
    }

    /**
     * True when an edited text has a mask that {@link #restore} cannot replace, as what stands beside it was edited, too: it
     * would go out as three stars.
     *
     * @param restored what {@link #restore(Map, Map)} gave
     * @param original what was masked
     */
    public static boolean isMaskLeft(Map<String, ?> restored, Map<String, ?> original) {
        return !mask(original).equals(original) && masks(restored) > masks(original);
    }

    private static int masks(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().mapToInt(Redaction::masks).sum();
        }
        if (value instanceof Iterable<?> values) {
            int count = 0;
            for (Object each : values) {
                count += masks(each);
            }
            return count;
        }
        return value instanceof String text ? text.split(Pattern.quote(MASK), -1).length - 1 : 0;
    }

    private static Object restore(Object value, Object masked, Object original) {
        if (value == null || Objects.equals(masked, original)) {
            return value;
        }
        if (value.equals(masked)) {
            return original;
        }
        if (value instanceof Map<?, ?> map && masked instanceof Map<?, ?> shown && original instanceof Map<?, ?> was) {
            Map<String, Object> restored = new LinkedHashMap<>();
            map.forEach((name, inner) ->
                    restored.put(String.valueOf(name), restore(inner, shown.get(name), was.get(name))));
            return restored;
        }
        if (value instanceof List<?> list
                && masked instanceof List<?> shown
                && original instanceof List<?> was
                && list.size() == was.size()) {
            List<Object> restored = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                restored.add(restore(list.get(i), shown.get(i), was.get(i)));
            }
            return restored;
        }
        return value;
    }

    static boolean isSecretName(String name) {
        // The same few names come again and again; a name from outside must not fill the memory
        Boolean known = NAMES.get(name);
        if (known == null) {
            known = matchesSecretName(name);
            if (NAMES.size() < 1_000) {
                NAMES.put(name, known);
            }
        }
        return known;
    }

    private static boolean matchesSecretName(String name) {
        return SECRET_NAME
                .matcher(name.toLowerCase(Locale.ROOT).replace('-', '_'))
                .matches();
    }

    /** The check digit of card numbers (Luhn); without it every long reference would be masked. */
    private static boolean isCard(String digitsAndSpaces) {
        String digits = digitsAndSpaces.replaceAll("[ -]", "");
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = i % 2 == 1 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }
}

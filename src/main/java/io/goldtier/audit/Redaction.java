package io.goldtier.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    private Redaction() {}

    /** From now on this value is masked wherever it appears; values under 6 characters are too common to mask. */
    public static void learn(String secret) {
        if (secret != null && secret.length() >= 6) {
            KNOWN.add(secret);
        }
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

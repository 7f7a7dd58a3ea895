package io.goldtier.json;

import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Values in words that people read: no braces, no quotes, no {@code null}. */
public final class Plain {

    private Plain() {}

    /** A value on one line: a list with commas, a map as "name value", and several of them with semicolons. */
    public static String words(Object value) {
        if (value == null) {
            return "–";
        }
        if (value instanceof Map<?, ?> map) {
            return map.isEmpty() ? "nothing" : pairs(map);
        }
        if (value instanceof Iterable<?> values) {
            List<String> words = new ArrayList<>();
            boolean nested = false;
            for (Object inner : values) {
                nested |= inner instanceof Map || inner instanceof Iterable;
                words.add(words(inner));
            }
            return words.isEmpty() ? "none" : String.join(nested ? "; " : ", ", words);
        }
        if (value instanceof Boolean flag) {
            return flag ? "yes" : "no";
        }
        return value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
    }

    /** A number with thousands separators, and with cents if it has a fraction. */
    public static String number(Number number) {
        BigDecimal decimal = new BigDecimal(number.toString());
        String pattern = decimal.stripTrailingZeros().scale() > 0 ? "#,##0.00" : "#,##0";
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ENGLISH)).format(decimal);
    }

    private static String pairs(Map<?, ?> map) {
        List<String> pairs = new ArrayList<>();
        map.forEach((name, inner) -> {
            String words = words(inner);
            boolean nested = inner instanceof Map<?, ?> || inner instanceof List<?> list && list.size() > 1;
            pairs.add(String.valueOf(name).replace('_', ' ') + " " + (nested ? "(" + words + ")" : words));
        });
        return String.join(", ", pairs);
    }

    /** What went wrong, in a sentence; a failure that says nothing is called what it is. */
    public static String problem(Throwable failure) {
        if (failure instanceof UncheckedIOException && failure.getCause() != null) {
            return problem(failure.getCause());
        }
        if (failure instanceof NoSuchFileException missing) {
            return missing.getFile() + " is not there";
        }
        if (failure instanceof AccessDeniedException denied) {
            return "there is no access to " + denied.getFile();
        }
        String said = failure.getMessage();
        return said == null || said.isBlank() || said.equals("null")
                ? "an unexpected fault (" + failure.getClass().getSimpleName() + ")"
                : said;
    }
}

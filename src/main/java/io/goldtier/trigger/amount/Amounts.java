package io.goldtier.trigger.amount;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads amounts of money as people write them: {@code $10,000}, {@code 10.000,00 €}, {@code USD 2.5k}.
 *
 * <p>Where the way of writing leaves two readings, such as {@code 1.234}, neither is chosen.
 */
public final class Amounts {

    private static final String SPACES = " \u00A0\u2009\u202F";
    private static final String NUMBER = "\\d{1,3}(?:[" + SPACES + "'’]\\d{3}(?!\\d))+(?:[.,]\\d+)?|\\d[\\d.,]*\\d|\\d";
    private static final String CURRENCY = "(?:(?<!\\p{L})(?i:" + alternatives(true) + ")|" + alternatives(false)
            + "|(?-i:(?<!\\p{L})(?=[A-Z]{3}(?!\\p{L}))(?:" + String.join("|", Currencies.codes())
            + "))|(?<!\\p{L})(?i:usd|eur|gbp|chf|cad|aud|sek|nok|dkk|jpy|inr)(?!\\p{L}))";
    private static final String MULTIPLIER = "(?:k|m|mn|mio\\.?|million|thousand)(?!\\p{L})";

    /** So that no "95" is found in "99,95" when the words before it could end with "99,". */
    private static final String NOT_INSIDE_A_NUMBER = "(?<!\\d)(?<!\\d[.,'’" + SPACES + "])";

    /**
     * A whole number with its sign: not the end or the beginning of a longer one, and not "2.5 bn" or "10 %", whose value
     * is not that of its digits.
     */
    private static final String WHOLE_NUMBER = "[-−+]?" + NOT_INSIDE_A_NUMBER + "(?>" + NUMBER + ")(?![" + SPACES
            + ".,'’]?\\d)(?![" + SPACES
            + "]?(?:%|(?i:bn|billion|trillion|mrd|mil|mill|lakh|lac|crore|hundred|grand|tsd|percent)(?!\\p{L})))(?:["
            + SPACES + "]?(?i:" + MULTIPLIER + "))?";

    private static final String THEN_CURRENCY = "[" + SPACES + "]?" + CURRENCY + "(?!\\p{L})";

    /**
     * A regular expression, without groups, for everything that looks like an amount, right or wrong. A number before
     * three capitals that are no currency is none: "500 BTC" is not 500 of the company's money.
     */
    public static final String PATTERN =
            "(?:\\(?[-−+]?[" + SPACES + "]?(?:" + CURRENCY + "[" + SPACES + "]?" + WHOLE_NUMBER
                    + "(?:" + THEN_CURRENCY + ")?|" + WHOLE_NUMBER + "(?:" + THEN_CURRENCY + "|(?![" + SPACES
                    + "]?(?-i:[A-Z]{3})(?!\\p{L}))))\\)?)";

    private static final Pattern PARTS = Pattern.compile("(?<before>\\D*?)(?<number>" + NUMBER + ")[" + SPACES
            + "]?(?<multiplier>(?i:" + MULTIPLIER + "))?(?<after>\\D*)");
    private static final Pattern GROUPED = Pattern.compile("\\d{1,3}(?:[" + SPACES + "'’]\\d{3})+(?:[.,]\\d+)?");
    private static final BigDecimal LARGEST = new BigDecimal("999999999999.99");

    private Amounts() {}

    /** Reads one amount. */
    public static Amount read(String text) {
        String written = text.strip();
        if (written.length() > 60) {
            return new Amount.Refused("The amount is longer than any amount, " + written.length() + " characters.");
        }
        String plain = digits(written).replace('−', '-');
        boolean negative = plain.contains("-") || plain.startsWith("(") && plain.endsWith(")");
        Matcher parts = PARTS.matcher(plain.replaceAll("[-+()]", ""));
        if (!parts.matches()) {
            return refused(written, "cannot be read; write it like 10000.00 USD");
        }
        List<String> currencies = currencies(name(parts.group("before")), name(parts.group("after")));
        if (currencies == null) {
            return refused(written, "names two currencies or one that does not exist");
        }
        if (negative) {
            return refused(written, "is negative; it must be above zero");
        }
        return value(written, parts.group("number"), multiplier(parts.group("multiplier")), currencies);
    }

    private static Amount value(String written, String number, BigDecimal multiplier, List<String> currencies) {
        String currency = currencies.isEmpty() ? null : currencies.get(0);
        List<BigDecimal> readings = readings(number, currency);
        List<BigDecimal> values = readings.stream()
                .map(reading -> multiplier == null ? reading : plain(reading.multiply(multiplier)))
                .toList();
        if (values.isEmpty()) {
            return refused(written, "has its points and commas where no number has them");
        }
        if (values.size() > 1 || currencies.size() > 1) {
            List<String> meanings = new ArrayList<>();
            for (BigDecimal value : values) {
                for (String each : currencies.isEmpty() ? List.of("") : currencies) {
                    meanings.add((value.toPlainString() + " " + each).strip());
                }
            }
            return new Amount.Ambiguous(written, meanings);
        }
        BigDecimal value = values.get(0);
        if (value.signum() == 0) {
            return refused(written, "is zero; it must be above zero");
        }
        if (value.compareTo(LARGEST) > 0) {
            return refused(written, "is larger than any amount here may be");
        }
        if (value.stripTrailingZeros().scale() > Currencies.decimals(currency)) {
            return refused(
                    written,
                    "has more decimals than " + (currency == null ? "money" : currency) + " has, "
                            + Currencies.decimals(currency));
        }
        return new Amount.Exact(value, currency);
    }

    /** What the digits and separators can mean: nothing, one number or two. */
    private static List<BigDecimal> readings(String number, String currency) {
        if (GROUPED.matcher(number).matches()) {
            return List.of(decimal(number.replaceAll("[" + SPACES + "'’]", "").replace(',', '.')));
        }
        int lastPoint = number.lastIndexOf('.');
        int lastComma = number.lastIndexOf(',');
        if (lastPoint < 0 && lastComma < 0) {
            return List.of(decimal(number));
        }
        if (lastPoint >= 0 && lastComma >= 0) {
            char group = lastPoint > lastComma ? ',' : '.';
            int decimals = Math.max(lastPoint, lastComma);
            String whole = number.substring(0, decimals);
            return isGrouped(whole, group, currency) && number.indexOf(number.charAt(decimals)) == decimals
                    ? List.of(decimal(whole.replace(String.valueOf(group), "") + "." + number.substring(decimals + 1)))
                    : List.of();
        }
        char separator = lastPoint >= 0 ? '.' : ',';
        return number.indexOf(separator) == number.lastIndexOf(separator)
                ? oneSeparator(number, separator, currency)
                : isGrouped(number, separator, currency)
                        ? List.of(decimal(number.replace(String.valueOf(separator), "")))
                        : List.of();
    }

    private static List<BigDecimal> oneSeparator(String number, char separator, String currency) {
        BigDecimal asDecimals = decimal(number.replace(separator, '.'));
        if (!number.matches("[1-9]\\d{0,2}[.,]\\d{3}")) {
            return List.of(asDecimals);
        }
        BigDecimal asGroups = decimal(number.replace(String.valueOf(separator), ""));
        Currencies.Convention home =
                separator == ',' ? Currencies.Convention.COMMA_GROUPS : Currencies.Convention.POINT_GROUPS;
        boolean certain =
                Currencies.convention(currency) == home || currency != null && Currencies.decimals(currency) == 0;
        return certain ? List.of(asGroups) : List.of(asGroups, asDecimals);
    }

    private static boolean isGrouped(String number, char group, String currency) {
        String separator = Pattern.quote(String.valueOf(group));
        return number.matches("\\d{1,3}(?:" + separator + "\\d{3})+")
                || "INR".equals(currency) && number.matches("\\d{1,2}(?:,\\d{2})*,\\d{3}");
    }

    /** The currencies that both names allow; null when there is none, empty when none was named. */
    private static List<String> currencies(String before, String after) {
        if (before == null && after == null) {
            return List.of();
        }
        List<String> first = before == null ? Currencies.of(after) : Currencies.of(before);
        List<String> second = after == null ? first : Currencies.of(after);
        List<String> both = first.stream().filter(second::contains).toList();
        if (both.isEmpty()) {
            return null;
        }
        return Currencies.hasUsualMeaning(before == null ? after : before) || both.size() == 1
                ? both.subList(0, 1)
                : both;
    }

    private static BigDecimal multiplier(String word) {
        if (word == null) {
            return null;
        }
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "k", "thousand" -> new BigDecimal(1_000);
            default -> new BigDecimal(1_000_000);
        };
    }

    /** Decimal digits of any script as ASCII digits. */
    private static String digits(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints()
                .map(c -> Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER ? '0' + Character.digit(c, 10) : c)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private static String name(String part) {
        String name = part.replaceAll("[" + SPACES + "]+", " ").strip();
        return name.isEmpty() ? null : name;
    }

    private static String alternatives(boolean beginningWithALetter) {
        return Currencies.names().stream()
                .filter(name -> Character.isLetter(name.charAt(0)) == beginningWithALetter)
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
    }

    private static BigDecimal decimal(String digits) {
        return new BigDecimal(digits);
    }

    private static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static Amount refused(String written, String why) {
        return new Amount.Refused("The amount \"" + written + "\" " + why + ".");
    }
}

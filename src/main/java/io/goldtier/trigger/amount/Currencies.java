package io.goldtier.trigger.amount;

import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The ways in which people name currencies, and how they write numbers in them. */
final class Currencies {

    /** How numbers are grouped where a currency is at home. */
    enum Convention {
        /** {@code 10,000.00}. */
        COMMA_GROUPS,
        /** {@code 10.000,00}. */
        POINT_GROUPS,
        /** Both are written. */
        EITHER
    }

    private static final Map<String, List<String>> NAMES = new LinkedHashMap<>();
    private static final List<String> DOLLARS = List.of("USD", "CAD", "AUD", "NZD", "HKD", "SGD", "MXN", "TWD");
    private static final Set<String> CODES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toSet());
    private static final Set<String> COMMA_GROUPS = Set.of(
            "USD", "GBP", "CAD", "AUD", "NZD", "HKD", "SGD", "JPY", "CNY", "INR", "KRW", "THB", "ILS", "MXN", "TWD",
            "PHP", "NGN", "KES", "MYR", "PKR", "EGP", "AED", "SAR");
    private static final Set<String> POINT_GROUPS = Set.of(
            "EUR", "BRL", "DKK", "NOK", "SEK", "PLN", "CZK", "HUF", "RUB", "TRY", "IDR", "ARS", "CLP", "COP", "VND",
            "UAH", "RON", "BGN", "ISK");

    static {
        name("US$", "USD");
        name("CA$", "CAD");
        name("C$", "CAD");
        name("AU$", "AUD");
        name("A$", "AUD");
        name("NZ$", "NZD");
        name("HK$", "HKD");
        name("S$", "SGD");
        name("R$", "BRL");
        NAMES.put("$", DOLLARS);
        name("€", "EUR");
        name("£", "GBP");
        NAMES.put("¥", List.of("JPY", "CNY"));
        name("₹", "INR");
        name("₽", "RUB");
        name("₩", "KRW");
        name("₺", "TRY");
        name("₪", "ILS");
        name("₴", "UAH");
        name("₫", "VND");
        name("฿", "THB");
        name("zł", "PLN");
        name("Kč", "CZK");
        name("Ft", "HUF");
        name("Fr.", "CHF");
        name("SFr.", "CHF");
        NAMES.put("kr.", List.of("SEK", "NOK", "DKK"));
        NAMES.put("kr", List.of("SEK", "NOK", "DKK"));
        NAMES.put("dollars", DOLLARS);
        NAMES.put("dollar", DOLLARS);
        name("euros", "EUR");
        name("euro", "EUR");
        name("pounds", "GBP");
    }

    private Currencies() {}

    private static void name(String name, String code) {
        NAMES.put(name, List.of(code));
    }

    /** All names but the codes, longest first, for a pattern. */
    static List<String> names() {
        return NAMES.keySet().stream()
                .sorted((one, other) -> other.length() - one.length())
                .toList();
    }

    /** All ISO 4217 codes. */
    static Set<String> codes() {
        return CODES;
    }

    /** What a name can stand for, the usual one first; empty when it is no currency. */
    static List<String> of(String name) {
        String code = name.toUpperCase(Locale.ROOT);
        if (CODES.contains(code)) {
            return List.of(code);
        }
        for (Map.Entry<String, List<String>> entry : NAMES.entrySet()) {
            if (entry.getKey().equalsIgnoreCase(name)) {
                return entry.getValue();
            }
        }
        return List.of();
    }

    /** True for a name whose usual meaning is taken when nothing says otherwise: {@code $} and {@code ¥}, not {@code kr}. */
    static boolean hasUsualMeaning(String name) {
        return !name.toLowerCase(Locale.ROOT).startsWith("kr");
    }

    /** How numbers in this currency are written; null is no currency. */
    static Convention convention(String code) {
        if (code != null && COMMA_GROUPS.contains(code)) {
            return Convention.COMMA_GROUPS;
        }
        return code != null && POINT_GROUPS.contains(code) ? Convention.POINT_GROUPS : Convention.EITHER;
    }

    /** How many decimals amounts in this currency have; null is no currency. */
    static int decimals(String code) {
        return code == null ? 2 : Math.max(0, Currency.getInstance(code).getDefaultFractionDigits());
    }
}

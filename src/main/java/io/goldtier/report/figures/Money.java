package io.goldtier.report.figures;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Map;

/** Amounts as the briefing writes them: {@code $15,000}, with cents where there are any. */
public final class Money {

    private static final Map<String, String> SIGNS = Map.of("USD", "$", "EUR", "€", "GBP", "£", "JPY", "¥");

    private Money() {}

    /** The amount with the sign of its currency, or with its code where it has none. */
    public static String shown(BigDecimal amount, String currency) {
        if (amount == null) {
            return "not known";
        }
        String sign = SIGNS.getOrDefault(currency, currency == null ? "" : currency + " ");
        return (amount.signum() < 0 ? "-" : "") + sign + number(amount.abs());
    }

    /** A number with separators, and with two digits if it has a fraction. */
    public static String number(BigDecimal number) {
        BigDecimal rounded = number.setScale(2, RoundingMode.HALF_UP);
        boolean whole = rounded.stripTrailingZeros().scale() <= 0;
        return new DecimalFormat(whole ? "#,##0" : "#,##0.00", DecimalFormatSymbols.getInstance(Locale.ENGLISH))
                .format(rounded);
    }
}

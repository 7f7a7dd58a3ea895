package io.goldtier.intake.message;

import io.goldtier.trigger.amount.Amount;
import io.goldtier.trigger.amount.Amounts;
import io.goldtier.trigger.phrase.Dates;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds in the words of a receipt who sold, when, and for how much, in English and German. Where it says several totals, or
 * none, nothing is chosen: the candidates are for a person.
 *
 * @param vendor the first line that is a name, or null
 * @param date the day, or null
 * @param totals what the total can be; one when it is certain
 * @param currency the currency, or null
 * @param tax the tax, or null
 */
public record Receipts(String vendor, LocalDate date, List<Amount.Exact> totals, String currency, Amount.Exact tax) {

    private static final Pattern TOTAL = Pattern.compile(
            "(?iu)^.{0,40}?\\b(grand total|total due|amount due|total amount|total paid|total|gesamtbetrag|gesamtsumme"
                    + "|rechnungsbetrag|zahlbetrag|endbetrag|zu zahlen|gesamt|summe|betrag)\\b[^\\d\\n]{0,30}?(?<amount>"
                    + Amounts.PATTERN + ")\\s*$");
    private static final Pattern SUBTOTAL = Pattern.compile("(?iu)\\b(sub-?total|zwischensumme|netto|net)\\b");
    private static final Pattern TAX = Pattern.compile(
            "(?iu)^.{0,20}?\\b(vat|tax|sales tax|mwst|mehrwertsteuer|ust|umsatzsteuer)\\b[^\\n]{0,20}?(?<amount>"
                    + Amounts.PATTERN + ")\\s*$");
    private static final Pattern MARK =
            Pattern.compile("(?iu)\\b(receipt|invoice|bill|rechnung|quittung|beleg|kassenbon|bon)\\b");
    private static final Pattern DAY = Pattern.compile("(?iu)" + Dates.PATTERN);
    private static final Pattern NAME = Pattern.compile("(?=.*\\p{L}{2})[\\p{L}\\p{N}][\\p{L}\\p{N} .,&'’+-]{1,80}");

    /** Copies the list. */
    public Receipts {
        totals = List.copyOf(totals);
    }

    /** What the words tell; empty when they are those of no receipt. */
    public static Optional<Receipts> in(String text) {
        List<String> lines =
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        Set<Amount.Exact> totals = new LinkedHashSet<>();
        Amount.Exact tax = null;
        for (String line : lines) {
            if (line.length() > 200) {
                continue;
            }
            Matcher total = TOTAL.matcher(line);
            Matcher taxed = TAX.matcher(line);
            if (taxed.matches() && Amounts.read(taxed.group("amount")) instanceof Amount.Exact exact) {
                tax = exact;
            } else if (!SUBTOTAL.matcher(line).find()
                    && total.matches()
                    && Amounts.read(total.group("amount")) instanceof Amount.Exact exact) {
                totals.add(exact);
            }
        }
        return totals.isEmpty()
                ? Optional.empty()
                : Optional.of(new Receipts(vendor(lines), date(text), distinct(totals), currency(totals, text), tax));
    }

    /** The same number with and without its currency is one. */
    private static List<Amount.Exact> distinct(Set<Amount.Exact> totals) {
        Map<String, Amount.Exact> byValue = new LinkedHashMap<>();
        totals.forEach(each -> byValue.merge(
                each.value().stripTrailingZeros().toPlainString(),
                each,
                (one, other) -> one.currency() == null ? other : one));
        return new ArrayList<>(byValue.values());
    }

    private static String vendor(List<String> lines) {
        return lines.stream()
                .limit(6)
                .filter(line -> NAME.matcher(line).matches()
                        && !MARK.matcher(line).find()
                        && !DAY.matcher(line).find())
                .findFirst()
                .orElse(null);
    }

    private static LocalDate date(String text) {
        Matcher day = DAY.matcher(text);
        while (day.find()) {
            Optional<LocalDate> date = Dates.read(day.group());
            if (date.isPresent()) {
                return date.get();
            }
        }
        return null;
    }

    private static String currency(Set<Amount.Exact> totals, String text) {
        Optional<String> named = totals.stream()
                .map(Amount.Exact::currency)
                .filter(Objects::nonNull)
                .findFirst();
        return named.orElse(text.contains("€") || text.contains("EUR") ? "EUR" : text.contains("$") ? "USD" : null);
    }
}

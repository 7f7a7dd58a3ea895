package io.goldtier.report.figures;

import io.goldtier.handbook.Goals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The subscriptions among the booked expenses, and which of them are questioned: dearer, double, or not used. */
final class SubscriptionAudit {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** Two bookings of one subscription that lie closer than this are one too many. */
    private static final long A_MONTH = 25;

    private SubscriptionAudit() {}

    /** A row for each subscription: {@code subscription}, {@code amount}, {@code date}, {@code question}. */
    static List<Map<String, Object>> of(Picture picture) {
        Goals.Subscriptions rules = picture.goals().subscriptions();
        Map<String, List<Map<String, Object>>> booked = new TreeMap<>();
        for (Map<String, Object> booking : picture.books().rows("bookings")) {
            String pattern = pattern(booking, rules);
            if (pattern != null && Books.number(booking.get("amount")).signum() > 0) {
                booked.computeIfAbsent(pattern, key -> new ArrayList<>()).add(booking);
            }
        }
        Map<String, List<String>> sameUse = new HashMap<>();
        booked.keySet().forEach(name -> {
            if (rules.tools().containsKey(name)) {
                sameUse.computeIfAbsent(rules.tools().get(name), key -> new ArrayList<>())
                        .add(name);
            }
        });
        List<Map<String, Object>> rows = new ArrayList<>();
        booked.forEach((name, bookings) -> rows.add(row(picture, rules, name, bookings, sameUse)));
        return rows;
    }

    /** The subscription that a booking is for, or null. */
    static String pattern(Map<String, Object> booking, Goals.Subscriptions rules) {
        String words = (booking.get("text") + " " + booking.get("vendor")).toLowerCase(Locale.ROOT);
        return rules.patterns().stream()
                .filter(pattern -> words.contains(pattern)
                        || words.matches("(?s).*\\b" + java.util.regex.Pattern.quote(brand(pattern)) + "\\b.*"))
                .findFirst()
                .orElse(null);
    }

    /** {@code adobe.com} is also booked as Adobe. */
    private static String brand(String pattern) {
        int dot = pattern.lastIndexOf('.');
        return dot > 2 ? pattern.substring(0, dot) : pattern;
    }

    private static Map<String, Object> row(
            Picture picture,
            Goals.Subscriptions rules,
            String name,
            List<Map<String, Object>> bookings,
            Map<String, List<String>> sameUse) {
        Map<String, Object> last = bookings.get(bookings.size() - 1);
        BigDecimal amount = Books.number(last.get("amount"));
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("subscription", name);
        row.put("amount", amount);
        row.put("date", last.get("date"));
        List<String> questions = new ArrayList<>();
        if (bookings.size() > 1) {
            Map<String, Object> before = bookings.get(bookings.size() - 2);
            BigDecimal former = Books.number(before.get("amount"));
            BigDecimal percent = amount.subtract(former).multiply(HUNDRED).divide(former, 0, RoundingMode.HALF_UP);
            if (percent.compareTo(rules.increasePercent()) > 0) {
                questions.add(
                        "dearer by " + percent + " % than " + picture.money(former) + " on " + before.get("date"));
            }
            long apart = ChronoUnit.DAYS.between(day(before), day(last));
            if (rules.duplicates() && apart < A_MONTH && former.compareTo(amount) == 0) {
                questions.add("booked twice within " + (apart <= 1 ? "a day" : apart + " days"));
            }
        }
        List<String> others = sameUse.getOrDefault(rules.tools().getOrDefault(name, ""), List.of()).stream()
                .filter(other -> !other.equals(name))
                .toList();
        if (rules.duplicates() && !others.isEmpty()) {
            questions.add("does what " + String.join(" and ", others) + " does, too: "
                    + rules.tools().get(name));
        }
        LocalDate used = rules.lastUsed().get(name);
        if (used != null && ChronoUnit.DAYS.between(used, picture.day()) > rules.unusedDays()) {
            questions.add("not used for " + ChronoUnit.DAYS.between(used, picture.day()) + " days");
        }
        row.put("question", questions.isEmpty() ? null : String.join("; ", questions));
        return row;
    }

    private static LocalDate day(Map<String, Object> booking) {
        return LocalDate.parse(String.valueOf(booking.get("date")));
    }
}

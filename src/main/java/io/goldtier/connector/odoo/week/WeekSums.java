package io.goldtier.connector.odoo.week;

import io.goldtier.connector.odoo.rpc.OdooValues;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The lines of the books added up: by client and project, by category, by week. */
final class WeekSums {

    private static final String NOBODY = "(no client)";
    private static final String NO_PROJECT = "(no project)";

    /** How many expenses of the weeks before are listed one by one, the newest. */
    private static final int LISTED = 1_000;

    private static final int LONGEST_TEXT = 200;

    private final LocalDate monday;
    private final int before;
    private final Function<String, Optional<String>> categories;
    private String home = "USD";

    private final Map<List<String>, BigDecimal> revenueRows = new LinkedHashMap<>();
    private final Map<String, BigDecimal> expenseRows = new LinkedHashMap<>();
    private final Map<String, BigDecimal[]> others = new TreeMap<>();
    private final Map<String, BigDecimal[]> clients = new TreeMap<>();
    private final Map<String, Long> foreign = new TreeMap<>();
    private final BigDecimal[] in;
    private final BigDecimal[] out;
    private final List<Map<String, Object>> bookings = new ArrayList<>();
    private BigDecimal revenue = BigDecimal.ZERO;
    private BigDecimal expenses = BigDecimal.ZERO;
    private BigDecimal month = BigDecimal.ZERO;
    private long lines;

    WeekSums(LocalDate monday, int before, Function<String, Optional<String>> categories) {
        this.monday = monday;
        this.before = before;
        this.categories = categories;
        this.in = zeros();
        this.out = zeros();
    }

    private BigDecimal[] zeros() {
        BigDecimal[] zeros = new BigDecimal[before + 1];
        Arrays.fill(zeros, BigDecimal.ZERO);
        return zeros;
    }

    void home(String currency) {
        home = currency;
    }

    /** The currency in which totals are told: that of the first company. */
    String home() {
        return home;
    }

    BigDecimal revenue() {
        return revenue;
    }

    BigDecimal expenses() {
        return expenses;
    }

    /** How many lines lie in the week itself. */
    long lines() {
        return lines;
    }

    void add(WeekLine line, String project) {
        int week = before + (int) Math.floorDiv(ChronoUnit.DAYS.between(monday, line.day()), 7L);
        boolean now = week == before;
        if (now) {
            lines++;
        }
        if (!line.currency().equals(home)) {
            if (now) {
                addOther(line);
            }
            return;
        }
        if (now && !line.written().equals(line.currency())) {
            foreign.merge(line.written(), 1L, Long::sum);
        }
        BigDecimal[] weeks = line.revenue() ? in : out;
        weeks[week] = weeks[week].add(line.amount());
        if (line.revenue()) {
            addRevenue(line, project, week, now);
        } else {
            addExpense(line, now);
        }
    }

    private void addOther(WeekLine line) {
        BigDecimal[] sums =
                others.computeIfAbsent(line.currency(), key -> new BigDecimal[] {BigDecimal.ZERO, BigDecimal.ZERO});
        int side = line.revenue() ? 0 : 1;
        sums[side] = sums[side].add(line.amount());
    }

    private void addRevenue(WeekLine line, String project, int week, boolean now) {
        String client = line.partner() == null ? NOBODY : line.partner();
        BigDecimal[] weeks = clients.computeIfAbsent(client, key -> zeros());
        weeks[week] = weeks[week].add(line.amount());
        if (!line.day().isBefore(monday.plusDays(6).withDayOfMonth(1))) {
            month = month.add(line.amount());
        }
        if (now) {
            revenue = revenue.add(line.amount());
            revenueRows.merge(List.of(client, project == null ? NO_PROJECT : project), line.amount(), BigDecimal::add);
        }
    }

    private void addExpense(WeekLine line, boolean now) {
        String category = categories.apply(line.text()).map(WeekSums::titled).orElse(line.account());
        if (now) {
            expenses = expenses.add(line.amount());
            expenseRows.merge(category, line.amount(), BigDecimal::add);
        }
        Map<String, Object> booking = new LinkedHashMap<>();
        booking.put("date", line.day().toString());
        booking.put("document", line.number());
        booking.put("vendor", line.partner());
        booking.put("text", line.text().length() > LONGEST_TEXT ? line.text().substring(0, LONGEST_TEXT) : line.text());
        booking.put("category", category);
        booking.put("amount", OdooValues.plain(line.amount()));
        bookings.add(booking);
    }

    /** One name for a category, however it was typed. */
    private static String titled(String words) {
        return Arrays.stream(words.strip().split("\\s+"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining(" "));
    }

    Map<String, Object> result() {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("currency", home);
        result.put("revenue", OdooValues.plain(revenue));
        result.put("expenses", OdooValues.plain(expenses));
        result.put("lines", lines);
        result.put("revenue_rows", revenueRows());
        result.put("expense_rows", expenseRows());
        result.put("other_currencies", otherCurrencies());
        result.put("foreign_lines", foreign);
        result.put("weeks", weeks());
        result.put("month_revenue", OdooValues.plain(month));
        result.put("clients", clients());
        bookings.sort(Comparator.comparing(booking -> String.valueOf(booking.get("date"))));
        result.put("bookings", List.copyOf(bookings.subList(Math.max(0, bookings.size() - LISTED), bookings.size())));
        result.put("bookings_left_out", Math.max(0, bookings.size() - LISTED));
        return result;
    }

    /** The largest first; the same every time. */
    private List<Map<String, Object>> revenueRows() {
        return revenueRows.entrySet().stream()
                .sorted(Map.Entry.<List<String>, BigDecimal>comparingByValue()
                        .reversed()
                        .thenComparing(row -> String.join("\n", row.getKey())))
                .map(row -> {
                    Map<String, Object> shown = new LinkedHashMap<>();
                    shown.put("client", row.getKey().get(0));
                    shown.put("project", row.getKey().get(1));
                    shown.put("amount", OdooValues.plain(row.getValue()));
                    return shown;
                })
                .toList();
    }

    private List<Map<String, Object>> expenseRows() {
        return expenseRows.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(row -> {
                    Map<String, Object> shown = new LinkedHashMap<>();
                    shown.put("category", row.getKey());
                    shown.put("amount", OdooValues.plain(row.getValue()));
                    return shown;
                })
                .toList();
    }

    private List<Map<String, Object>> otherCurrencies() {
        List<Map<String, Object>> result = new ArrayList<>();
        others.forEach((currency, sums) -> {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("currency", currency);
            shown.put("revenue", OdooValues.plain(sums[0]));
            shown.put("expenses", OdooValues.plain(sums[1]));
            result.add(shown);
        });
        return result;
    }

    private List<Map<String, Object>> weeks() {
        List<Map<String, Object>> result = new ArrayList<>();
        for (int week = 0; week <= before; week++) {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("week_start", monday.minusWeeks(before - week).toString());
            shown.put("revenue", OdooValues.plain(in[week]));
            shown.put("expenses", OdooValues.plain(out[week]));
            result.add(shown);
        }
        return result;
    }

    private List<Map<String, Object>> clients() {
        List<Map<String, Object>> result = new ArrayList<>();
        clients.forEach((client, weeks) -> {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("client", client);
            shown.put("weeks", Arrays.stream(weeks).map(OdooValues::plain).toList());
            result.add(shown);
        });
        return result;
    }
}

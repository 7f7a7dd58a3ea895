package io.goldtier.report.briefing;

import io.goldtier.report.figures.Books;
import io.goldtier.report.figures.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is told otherwise in a later look at the same week, in sentences; none when nothing is. */
final class Changes {

    private Changes() {}

    static List<String> between(Map<String, Object> before, Map<String, Object> after) {
        String currency = String.valueOf(after.get("currency"));
        List<String> changes = new ArrayList<>();
        Map<?, ?> revenue = (Map<?, ?>) before.get("revenue");
        Map<?, ?> revenueNow = (Map<?, ?>) after.get("revenue");
        Map<?, ?> expenses = (Map<?, ?>) before.get("expenses");
        Map<?, ?> expensesNow = (Map<?, ?>) after.get("expenses");
        money(changes, "Revenue", revenue.get("total"), revenueNow.get("total"), currency);
        each(changes, "Revenue of ", rows(revenue), rows(revenueNow), currency);
        money(changes, "Expenses", expenses.get("total"), expensesNow.get("total"), currency);
        each(
                changes,
                "Expenses for ",
                plain(expenses.get("by_category")),
                plain(expensesNow.get("by_category")),
                currency);
        others(changes, before, after);
        Map<?, ?> tasks = (Map<?, ?>) before.get("task_summary");
        Map<?, ?> tasksNow = (Map<?, ?>) after.get("task_summary");
        for (String count : List.of("completed", "pending", "approval_pending")) {
            if (!String.valueOf(tasks.get(count)).equals(String.valueOf(tasksNow.get(count)))) {
                changes.add("Tasks " + count.replace('_', ' ') + ": " + tasksNow.get(count) + ", not "
                        + tasks.get(count) + ".");
            }
        }
        return changes;
    }

    private static void others(List<String> changes, Map<String, Object> before, Map<String, Object> after) {
        for (String side : List.of("revenue", "expenses")) {
            Map<String, BigDecimal> was = other(before, side);
            Map<String, BigDecimal> is = other(after, side);
            for (String currency : union(was, is)) {
                money(
                        changes,
                        "The " + side + " of companies in " + currency,
                        was.getOrDefault(currency, BigDecimal.ZERO),
                        is.getOrDefault(currency, BigDecimal.ZERO),
                        currency);
            }
        }
    }

    private static Map<String, BigDecimal> other(Map<String, Object> document, String side) {
        Map<String, BigDecimal> result = new LinkedHashMap<>();
        Books.rows(((Map<?, ?>) document.get("odoo")).get("other_currencies"))
                .forEach(row -> result.put(String.valueOf(row.get("currency")), Books.number(row.get(side))));
        return result;
    }

    private static void each(
            List<String> changes,
            String what,
            Map<String, BigDecimal> before,
            Map<String, BigDecimal> after,
            String currency) {
        for (String name : union(before, after)) {
            money(
                    changes,
                    what + name,
                    before.getOrDefault(name, BigDecimal.ZERO),
                    after.getOrDefault(name, BigDecimal.ZERO),
                    currency);
        }
    }

    private static Set<String> union(Map<String, BigDecimal> one, Map<String, BigDecimal> other) {
        Set<String> names = new LinkedHashSet<>(one.keySet());
        names.addAll(other.keySet());
        return names;
    }

    private static void money(List<String> changes, String what, Object before, Object after, String currency) {
        BigDecimal was = Books.number(before);
        BigDecimal is = Books.number(after);
        if (was != null && is != null && was.compareTo(is) != 0) {
            changes.add(what + ": " + Money.shown(is, currency) + ", not " + Money.shown(was, currency) + ".");
        }
    }

    private static Map<String, BigDecimal> rows(Map<?, ?> revenue) {
        Map<String, BigDecimal> result = new LinkedHashMap<>();
        Books.rows(revenue.get("rows"))
                .forEach(row ->
                        result.put(row.get("client") + ", " + row.get("project"), Books.number(row.get("amount"))));
        return result;
    }

    private static Map<String, BigDecimal> plain(Object map) {
        Map<String, BigDecimal> result = new LinkedHashMap<>();
        ((Map<?, ?>) map).forEach((name, amount) -> result.put(String.valueOf(name), Books.number(amount)));
        return result;
    }
}

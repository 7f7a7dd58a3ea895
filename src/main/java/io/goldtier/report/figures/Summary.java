package io.goldtier.report.figures;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The week in two or three sentences. */
final class Summary {

    private Summary() {}

    static String of(Picture picture) {
        List<String> sentences = new ArrayList<>();
        sentences.add(money(picture));
        List<Map<String, Object>> bottlenecks = picture.bottlenecks();
        long left = ((Number) picture.work().get("bottlenecks_left_out")).longValue();
        if (bottlenecks.isEmpty()) {
            Object done = picture.tasks().get("completed");
            sentences.add(
                    String.valueOf(done).equals("0") ? "No task was late." : done + " tasks completed, none late.");
        } else if (bottlenecks.size() == 1) {
            sentences.add("One bottleneck identified in " + bottlenecks.get(0).get("task") + ".");
        } else {
            sentences.add((bottlenecks.size() + left) + " bottlenecks identified, the longest in "
                    + bottlenecks.get(0).get("task") + " (" + bottlenecks.get(0).get("delay") + ").");
        }
        if (picture.books().isKnown() && !picture.books().isVerified()) {
            sentences.add("Odoo's own totals differ: see below.");
        }
        return String.join(" ", sentences);
    }

    private static String money(Picture picture) {
        if (!picture.books().isKnown()) {
            return "Odoo could not be asked, so money is not known yet; this briefing is completed when Odoo is back.";
        }
        BigDecimal revenue = picture.books().amount("revenue");
        BigDecimal profit = revenue.subtract(picture.books().amount("expenses"));
        BigDecimal month = picture.goals().month();
        if (month == null || !picture.currency().equals(picture.goals().currency())) {
            return "Revenue of " + picture.money(revenue) + ", profit of " + picture.money(profit) + ".";
        }
        BigDecimal target = GoalsCheck.weekTarget(month);
        if (revenue.compareTo(target) >= 0) {
            return "Strong week with revenue ahead of target.";
        }
        return (revenue.signum() == 0 ? "No revenue this week" : "Revenue of " + picture.money(revenue))
                + ", behind the " + picture.money(target) + " that a week has to bring in.";
    }
}

package io.goldtier.approval.policy;

import io.goldtier.handbook.Handbook;
import io.goldtier.handbook.HandbookFile;
import io.goldtier.settings.Settings;
import io.goldtier.skill.ApprovalPolicy;
import io.goldtier.skill.Skill;
import io.goldtier.skill.Subject;
import io.goldtier.store.Store;
import io.goldtier.store.Tx;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** How much each skill has done today and this month, held against the handbook's budgets; in thousandths of a unit. */
@Component
public class Budgets {

    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
    /** What one action counts at most, so that a sum of many stays a number; far beyond any budget. */
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000_000L);

    private final HandbookFile file;
    private final Store store;
    private final Clock clock;
    private final Settings settings;

    Budgets(HandbookFile file, Store store, Clock clock, Settings settings) {
        this.file = file;
        this.store = store;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * Where a budget stands.
     *
     * @param skill the skill
     * @param period {@code day} or {@code month}
     * @param count how often it was used
     * @param countLimit how often it may go by itself, or -1
     * @param amount the sum in {@code currency}
     * @param amountLimit the most that may go by itself, or null
     * @param currency the currency, or an empty text
     */
    public record Usage(
            String skill,
            String period,
            long count,
            long countLimit,
            BigDecimal amount,
            BigDecimal amountLimit,
            String currency) {}

    private record Sum(long count, long amount) {}

    /** Where all budgets stand. */
    public List<Usage> usage() {
        Handbook handbook = file.now();
        return store.read(tx -> handbook.budgets().entrySet().stream()
                .map(entry -> {
                    Handbook.Budget budget = entry.getValue();
                    Sum used = used(tx, entry.getKey(), budget, "");
                    return new Usage(
                            entry.getKey(),
                            budget.monthly() ? "month" : "day",
                            used.count(),
                            budget.count(),
                            BigDecimal.valueOf(used.amount()).divide(THOUSAND),
                            budget.amount(),
                            budget.currency());
                })
                .toList());
    }

    /** The question to a person when this use would go over the skill's budget. */
    Optional<ApprovalPolicy.Ask> exhausted(
            Tx tx, Skill card, String actionId, Map<String, Object> input, Handbook handbook) {
        String skill = card.name();
        Handbook.Budget budget = handbook.budgets().get(skill);
        if (budget == null) {
            return Optional.empty();
        }
        Sum used = used(tx, skill, budget, actionId);
        String period = budget.monthly() ? "month" : "day";
        if (budget.count() >= 0 && used.count() >= budget.count()) {
            return Optional.of(new ApprovalPolicy.Ask(
                    "budget: " + budget.count() + " a " + period,
                    "The budget of " + budget.count() + " a " + period + " for " + skill + " is used up."));
        }
        if (budget.amount() == null) {
            return Optional.empty();
        }
        Subject subject = card.subject(input);
        String limit = budget.amount().toPlainString() + " " + budget.currency() + " a " + period;
        if (subject.amount().isEmpty()) {
            return Optional.of(new ApprovalPolicy.Ask(
                    "budget: " + limit, "It has no amount to hold against the budget of " + limit + "."));
        }
        boolean comparable = subject.currency().orElse(budget.currency()).equals(budget.currency());
        BigDecimal sum = BigDecimal.valueOf(used.amount())
                .divide(THOUSAND)
                .add(subject.amount().get().abs());
        return comparable && sum.compareTo(budget.amount()) <= 0
                ? Optional.empty()
                : Optional.of(new ApprovalPolicy.Ask(
                        "budget: " + limit, "With this, " + skill + " would go over its budget of " + limit + "."));
    }

    /** Counts a use, once for each action. */
    void count(Tx tx, Skill skill, String actionId, Map<String, Object> input, Handbook handbook) {
        Handbook.Budget budget = handbook.budgets().get(skill.name());
        if (budget == null) {
            return;
        }
        Subject subject = skill.subject(input);
        long amount = subject.amount()
                .orElse(BigDecimal.ZERO)
                .abs()
                .min(MOST)
                .multiply(THOUSAND)
                .setScale(0, RoundingMode.UP)
                .longValue();
        tx.update(
                "INSERT INTO budget_use (action_id, skill, day, currency, amount) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (action_id) DO NOTHING",
                actionId,
                skill.name(),
                today().toString(),
                subject.currency().orElse(budget.currency()),
                amount);
    }

    private Sum used(Tx tx, String skill, Handbook.Budget budget, String except) {
        LocalDate from = budget.monthly() ? today().withDayOfMonth(1) : today();
        return tx.first(
                        "SELECT count(*) AS number,"
                                + " coalesce(sum(CASE WHEN currency = ? THEN amount ELSE 0 END), 0) AS amount"
                                + " FROM budget_use WHERE skill = ? AND day >= ? AND action_id <> ?",
                        row -> new Sum(row.longInt("number"), row.longInt("amount")),
                        budget.currency(),
                        skill,
                        from.toString(),
                        except)
                .orElseThrow();
    }

    private LocalDate today() {
        return clock.instant().atZone(settings.zone()).toLocalDate();
    }
}

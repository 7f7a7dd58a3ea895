package io.goldtier.connector.odoo.books;

import io.goldtier.connector.odoo.rpc.OdooErrors;
import io.goldtier.connector.odoo.rpc.OdooValues;
import io.goldtier.settings.Settings;
import io.goldtier.skill.effect.OutsideException.Kind;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Starts audits and carries pages of Odoo's answers into their {@link OdooAuditRun}. */
@Component("odooAudit")
class OdooAudit {

    private final Clock clock;
    private final Settings settings;
    private final OdooHandbook handbook;

    OdooAudit(Clock clock, Settings settings, OdooHandbook handbook) {
        this.clock = clock;
        this.settings = settings;
        this.handbook = handbook;
    }

    /** A run over the days and filters of a skill's input; this month when no days are given. */
    public OdooAuditRun begin(@Variable("input") Map<String, Object> order) {
        Map<String, Object> input = flat(order);
        LocalDate today = LocalDate.ofInstant(clock.instant(), settings.zone());
        LocalDate from = OdooInput.date("date_from", input.get("date_from"), today.withDayOfMonth(1));
        LocalDate to = OdooInput.date("date_to", input.get("date_to"), from.withDayOfMonth(from.lengthOfMonth()));
        if (to.isBefore(from)) {
            throw OdooErrors.trouble(
                    Kind.PERMANENT, "The audit's last day " + to + " is before its first, " + from + ".");
        }
        return new OdooAuditRun(from, to, domain(from, to, input), input, handbook);
    }

    /** The order with the fields of {@code date_range} and {@code filters} under their other names. */
    private static Map<String, Object> flat(Map<String, Object> order) {
        Map<String, Object> input = new LinkedHashMap<>(order);
        if (order.get("date_range") instanceof Map<?, ?> range) {
            range.forEach((end, day) -> input.putIfAbsent("date_" + end, day));
        }
        if (order.get("filters") instanceof Map<?, ?> filters) {
            filters.forEach((name, value) -> input.putIfAbsent(String.valueOf(name), value));
        }
        return input;
    }

    private static List<Object> domain(LocalDate from, LocalDate to, Map<String, Object> input) {
        List<Object> domain = new ArrayList<>();
        domain.add(List.of("parent_state", "=", "posted"));
        domain.add(List.of("date", ">=", from.toString()));
        domain.add(List.of("date", "<=", to.toString()));
        domain.add(List.of(
                "account_id.account_type",
                "in",
                switch (String.valueOf(input.getOrDefault("type", "all"))) {
                    case "revenue" -> OdooAuditRun.REVENUE;
                    case "expense" -> OdooAuditRun.EXPENSE;
                    default -> OdooAuditRun.ALL;
                }));
        if (input.get("client") != null) {
            domain.add(List.of("partner_id.name", "=", input.get("client")));
        }
        if (input.get("account") != null) {
            domain.add(List.of("account_id.code", "=", input.get("account")));
        }
        if (input.get("project") != null) {
            domain.add(List.of("move_id.invoice_origin", "=", input.get("project")));
        }
        return domain;
    }

    /** Takes in the number of lines to come. */
    public void expect(@Variable("audit") OdooAuditRun run, @Body Number count) {
        run.expect(count.longValue());
    }

    /** Takes in the accounts and how they count. */
    public void accounts(@Variable("audit") OdooAuditRun run, @Body List<Map<String, Object>> accounts) {
        run.accounts(accounts);
    }

    /** Takes in a page of lines. */
    public void page(@Variable("audit") OdooAuditRun run, @Body List<Map<String, Object>> lines) {
        run.page(lines);
    }

    /** Takes in the documents that the lines of the page belong to. */
    public void documents(@Variable("audit") OdooAuditRun run, @Body List<Map<String, Object>> documents) {
        run.documents(documents);
    }

    /** Takes in Odoo's own sums of the same lines. */
    public void check(@Variable("audit") OdooAuditRun run, @Body List<Map<String, Object>> groups) {
        run.check(groups);
    }

    /** Takes in what else there is in those days: by state, kind and currency. */
    public void statement(@Variable("audit") OdooAuditRun run, @Body List<Map<String, Object>> groups) {
        run.statement(groups);
    }

    /** The result. */
    public Map<String, Object> result(@Variable("audit") OdooAuditRun run) {
        return run.result();
    }

    /** Sums by key, the largest first, in plain numbers. */
    static Map<String, Object> sorted(Map<String, BigDecimal> sums) {
        Map<String, Object> sorted = new LinkedHashMap<>();
        sums.entrySet().stream()
                .sorted(Map.Entry.<String, BigDecimal>comparingByValue().reversed())
                .forEach(entry -> sorted.put(entry.getKey(), OdooValues.plain(entry.getValue())));
        return sorted;
    }
}

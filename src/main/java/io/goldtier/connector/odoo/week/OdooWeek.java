package io.goldtier.connector.odoo.week;

import io.goldtier.connector.odoo.books.OdooHandbook;
import io.goldtier.connector.odoo.rpc.OdooErrors;
import io.goldtier.settings.Settings;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Carries Odoo's answers into a {@link WeekRun}. */
@Component("odooWeek")
class OdooWeek {

    private final Clock clock;
    private final Settings settings;
    private final OdooHandbook handbook;

    OdooWeek(Clock clock, Settings settings, OdooHandbook handbook) {
        this.clock = clock;
        this.settings = settings;
        this.handbook = handbook;
    }

    /**
     * A run over the week that a skill's input names.
     *
     * @throws io.goldtier.skill.effect.OutsideException when that does not begin on a Monday
     */
    public WeekRun begin(@Variable("input") Map<String, Object> input) {
        LocalDate monday = LocalDate.parse(String.valueOf(input.get("week_start")));
        if (monday.getDayOfWeek() != DayOfWeek.MONDAY) {
            throw OdooErrors.refusal(
                    "week_start must be a Monday, was: " + monday + ", a " + monday.getDayOfWeek() + ".");
        }
        int before = input.get("weeks_before") instanceof Number number ? number.intValue() : 12;
        List<?> projects = input.get("projects") instanceof List<?> named ? named : List.of();
        return new WeekRun(
                monday, before, projects, LocalDate.ofInstant(clock.instant(), settings.zone()), handbook::categoryOf);
    }

    /** Takes in the companies and their currencies. */
    public void companies(@Variable("week") WeekRun run, @Body List<Map<String, Object>> companies) {
        run.companies(companies);
    }

    /** Takes in the accounts and how they count. */
    public void accounts(@Variable("week") WeekRun run, @Body List<Map<String, Object>> accounts) {
        run.accounts(accounts);
    }

    /** Takes in a page of lines. */
    public void page(@Variable("week") WeekRun run, @Body List<Map<String, Object>> lines) {
        run.page(lines);
    }

    /** Takes in the projects of the documents of the page. */
    public void documents(@Variable("week") WeekRun run, @Body List<Map<String, Object>> documents) {
        run.documents(documents);
    }

    /** Takes in Odoo's own sums of the week. */
    public void sums(@Variable("week") WeekRun run, @Body List<Map<String, Object>> groups) {
        run.sums(groups);
    }

    /** Takes in what else there is in the week: by state, kind and currency. */
    public void statement(@Variable("week") WeekRun run, @Body List<Map<String, Object>> groups) {
        run.statement(groups);
    }

    /** Takes in the invoices whose day of payment has passed. */
    public void overdue(@Variable("week") WeekRun run, @Body List<Map<String, Object>> invoices) {
        run.overdue(invoices);
    }

    /** Takes in how many invoices there are, by the state of their payment. */
    public void paid(@Variable("week") WeekRun run, @Body List<Map<String, Object>> groups) {
        run.paid(groups);
    }

    /** Takes in what was invoiced for each project. */
    public void billed(@Variable("week") WeekRun run, @Body List<Map<String, Object>> groups) {
        run.billed(groups);
    }

    /** The result. */
    public Map<String, Object> result(@Variable("week") WeekRun run) {
        return run.result();
    }
}

package io.goldtier.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.skill.SkillCalls;
import io.goldtier.skill.effect.Outcome;
import io.goldtier.skill.system.DryRun;
import io.goldtier.trigger.Rule;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The routes that run beside the work: {@code routes/policies}, {@code routes/reports} and {@code routes/triggers}. */
class HouseRoutesTest {

    static final List<String> FILES = List.of(
            "policies/audit",
            "policies/dry-run",
            "policies/health",
            "policies/retention",
            "policies/audit-out",
            "reports/dashboard",
            "reports/notices",
            "reports/ceo-briefing",
            "reports/briefings-due",
            "reports/briefing-mail",
            "reports/write-briefing",
            "triggers/expense_receipt",
            "triggers/project_completed");

    private static final List<String> DONE = new ArrayList<>();
    private static RoutesAlone routes;
    private static Object collected;
    private static RuntimeException trouble;

    /** Notes what was called. */
    public static class Called {
        public void check() {
            DONE.add("check");
        }

        public void checkSooner() {
            DONE.add("checkSooner");
        }

        public void retain(int days) {
            DONE.add("retain " + days);
        }

        public void tidy() {
            DONE.add("tidy");
        }

        public void write() {
            DONE.add("write");
        }

        public Object collect() {
            return collected;
        }

        public void sent(Object notice) {
            DONE.add("sent " + notice);
        }

        public void skipped(Object notice) {
            DONE.add("skipped " + notice);
        }

        public void failed(Object notice, Exception cause) {
            DONE.add("failed " + notice + ": " + cause.getMessage());
        }

        public void tap(Exchange exchange) {
            DONE.add("tapped " + exchange.getFromRouteId());
        }
    }

    /** Notes which briefings were written. */
    public static class Briefings {
        public List<String> due() {
            return List.of("2026-W08", "2026-W09");
        }

        public Object order(@Variable("week") String week) {
            return Map.of("week_start", week);
        }

        public Object write(@Variable("week") String week, @Body Object books) {
            DONE.add("briefing " + week + " with " + books);
            return Map.of("week", week);
        }

        public Object without(@Variable("week") String week, @ExchangeException Exception problem) {
            DONE.add("briefing " + week + " without: "
                    + ((SkillCalls.NotDone) problem).outcome().sentence());
            return Map.of("week", week);
        }

        public void draft(Object document) {
            DONE.add("questions of " + document);
        }
    }

    @BeforeAll
    static void start() throws Exception {
        Called called = new Called();
        Map<String, Object> beans = new TreeMap<>();
        for (String name : List.of(
                "servers",
                "auditLog",
                "inbox",
                "dashboard",
                "notices",
                "briefingMail",
                "auditTap",
                "dryRunPolicy",
                "browserPictures",
                "thoughts",
                "loops")) {
            beans.put(name, called);
        }
        beans.put("skill", new DirectComponent());
        Briefings briefings = new Briefings();
        beans.put("briefings", briefings);
        beans.put("cancelRequests", briefings);
        routes = new RoutesAlone(
                beans,
                Map.of("goldtier.logs.keep-days", "90", "goldtier.mode", "sandbox", "goldtier.zone", "UTC"),
                FILES);
        routes.camel().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:smtp").routeId("smtp").process(exchange -> {
                    if (trouble != null) {
                        throw trouble;
                    }
                });
                from("skill:odoo_week_books").routeId("odoo").process(exchange -> {
                    if (trouble != null) {
                        throw trouble;
                    }
                    exchange.getMessage().setBody("books");
                });
                from("direct:work").routeId("work").to("direct:smtp");
            }
        });
    }

    @AfterAll
    static void stop() {
        routes.close();
    }

    @BeforeEach
    void nothingDone() {
        DONE.clear();
        collected = null;
        trouble = null;
    }

    @Test
    void theRoundsLookAtWhatTheyAreThereFor() {
        for (String round : List.of("health", "health-sooner", "retention", "dashboard", "notices")) {
            routes.send(round, null);
        }
        assertThat(DONE)
                .containsExactly(
                        "check", "checkSooner", "retain 90", "retain 90", "retain 90", "retain 90", "tidy", "write");
    }

    @Test
    void aNoticeIsSentSkippedInADryRunOrTriedAgain() {
        collected = "notice";
        routes.send("notices", null);
        trouble = new DryRun(Map.of());
        routes.send("notices", null);
        trouble = new IllegalStateException("no server");
        Exchange over = routes.send("notices", null);
        assertThat(DONE).containsExactly("sent notice", "skipped notice", "failed notice: no server");
        assertThat(over.getException()).isNull();
    }

    @Test
    void eachBriefingThatIsDueIsWrittenWithOdoosBooksOrWithoutThem() throws Exception {
        routes.send("ceo-briefing", null);
        assertThat(DONE.stream().filter(done -> !done.startsWith("tapped")))
                .containsExactly(
                        "briefing 2026-W08 with books",
                        "questions of {week=2026-W08}",
                        "briefing 2026-W09 with books",
                        "questions of {week=2026-W09}");
        DONE.clear();
        Constructor<SkillCalls.NotDone> made =
                SkillCalls.NotDone.class.getDeclaredConstructor(String.class, Outcome.class);
        made.setAccessible(true);
        trouble = made.newInstance("odoo_week_books", new Outcome.InDoubt("odoo", "Odoo is away."));
        routes.send("write-briefing", "2026-W08");
        assertThat(DONE).contains("briefing 2026-W08 without: Odoo is away.", "questions of {week=2026-W08}");
    }

    @Test
    void anExchangeIsTappedWhereItBeginsUnlessItsRouteOnlyKeepsHouse() {
        routes.send("work", "x");
        assertThat(DONE).containsExactly("tapped work");
        DONE.clear();
        routes.send("audit-out", "{}");
        assertThat(DONE).isEmpty();
    }

    @Test
    void theRulesAreInOrderAndUnderstandTheirOwnExamples() {
        Map<String, Rule> cards = routes.camel().getRegistry().findByTypeWithName(Rule.class);
        assertThat(cards.keySet()).containsExactlyInAnyOrder("expense_receipt", "project_completed");
        cards.forEach(
                (name, card) -> assertThat(card.check(name).example()).as(name).isNotEmpty());
    }
}

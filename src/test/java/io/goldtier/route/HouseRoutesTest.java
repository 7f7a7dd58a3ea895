package io.goldtier.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.skill.system.DryRun;
import io.goldtier.trigger.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The routes that run beside the work: {@code routes/policies}, {@code routes/reports} and {@code routes/triggers}. */
class HouseRoutesTest {

    private static final List<String> DONE = new ArrayList<>();
    private static RoutesAlone routes;
    private static Object collected;
    private static RuntimeException trouble;

    /** Notes what was called. */
    public static class Called {
        public void check() {
            DONE.add("check");
        }

        public void checkTroubled() {
            DONE.add("checkTroubled");
        }

        public void retain(int days) {
            DONE.add("retain " + days);
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

    @BeforeAll
    static void start() throws Exception {
        Called called = new Called();
        Map<String, Object> beans = new TreeMap<>();
        for (String name :
                List.of("servers", "auditLog", "dashboard", "notices", "auditTap", "dryRunPolicy", "browserPictures")) {
            beans.put(name, called);
        }
        routes = new RoutesAlone(
                beans,
                Map.of("goldtier.logs.keep-days", "90", "goldtier.mode", "sandbox"),
                "policies/audit.camel.yaml",
                "policies/dry-run.camel.yaml",
                "policies/health.camel.yaml",
                "policies/retention.camel.yaml",
                "policies/audit-out.camel.yaml",
                "reports/dashboard.camel.yaml",
                "reports/notices.camel.yaml",
                "triggers/expense_receipt.camel.yaml",
                "triggers/project_completed.camel.yaml");
        routes.camel().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:smtp").routeId("smtp").process(exchange -> {
                    if (trouble != null) {
                        throw trouble;
                    }
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
        for (String round : List.of("health", "health-troubled", "retention", "dashboard", "notices")) {
            routes.send(round, null);
        }
        assertThat(DONE).containsExactly("check", "checkTroubled", "retain 90", "retain 90", "write");
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

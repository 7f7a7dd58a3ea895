package io.goldtier.report.briefing;

import io.goldtier.json.Plain;
import io.goldtier.report.figures.Books;
import io.goldtier.report.figures.Money;
import io.goldtier.skill.Caller;
import io.goldtier.skill.SkillCalls;
import io.goldtier.skill.effect.Watcher;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Drafts a request to the owner for each subscription that a briefing questions: cancel it, or keep it? It waits among the
 * approvals like every other, and the same question about the same booking is asked once, however often a briefing is written.
 */
@Component("cancelRequests")
class CancelRequests {

    private static final Logger LOG = LoggerFactory.getLogger(CancelRequests.class);
    private static final Caller ASSISTANT = new Caller("ceo_briefing", "system", null, null, false);
    private static final String SKILL = "ask_owner";

    private final SkillCalls calls;

    CancelRequests(SkillCalls calls) {
        this.calls = calls;
    }

    /** Asks, and leaves the document as it is. */
    void draft(@Body Map<String, Object> document) {
        for (Map<String, Object> row : Books.rows(document.get("subscriptions"))) {
            if (row.get("question") != null) {
                ask(row, String.valueOf(document.get("currency")));
            }
        }
    }

    private void ask(Map<String, Object> row, String currency) {
        Map<String, Object> input = new LinkedHashMap<>();
        input.put(
                "question",
                "Cancel the subscription " + row.get("subscription") + " ("
                        + Money.shown(Books.number(row.get("amount")), currency) + ", last booked on " + row.get("date")
                        + ")? It is " + row.get("question") + ".");
        input.put("choices", List.of("Cancel it", "Keep it"));
        String key = "cancel " + row.get("subscription") + " " + row.get("date");
        try {
            calls.call(SKILL, input, ASSISTANT, key, Watcher.NOBODY);
        } catch (RuntimeException e) {
            LOG.warn("The owner could not be asked about {}: {}", row.get("subscription"), Plain.problem(e));
        }
    }
}

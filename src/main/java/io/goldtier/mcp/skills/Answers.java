package io.goldtier.mcp.skills;

import io.goldtier.skill.Skill;
import io.goldtier.skill.effect.Obstacle;
import io.goldtier.skill.effect.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** What became of a call, as the result of a tool. */
final class Answers {

    private final Function<String, String> approveAt;
    private final Clock clock;

    /** @param approveAt the address at which a request for approval is decided, by its id */
    Answers(Function<String, String> approveAt, Clock clock) {
        this.approveAt = approveAt;
        this.clock = clock;
    }

    Map<String, Object> of(Skill skill, Outcome outcome) {
        return switch (outcome.state()) {
            case DONE -> done(skill, outcome.result());
            case SKIPPED -> skipped(outcome.result().get("request"));
            case AWAITING_APPROVAL -> {
                Outcome.PendingApproval pending = (Outcome.PendingApproval) outcome;
                yield pending(pending.approvalId(), pending.reason());
            }
            default -> Results.error(sentence(outcome), details(outcome));
        };
    }

    /** It took effect; this is what the skill gives. */
    Map<String, Object> done(Skill skill, Map<String, Object> output) {
        boolean fits = skill.output().check(output).isEmpty();
        Map<String, Object> result = Results.fromOutside(output, source(skill));
        if (!fits && !output.containsKey(Outcome.WARNINGS)) {
            result.remove("structuredContent");
            result.put("isError", true);
        }
        return result;
    }

    private static String source(Skill skill) {
        return skill.system().isEmpty() ? skill.server() : skill.system();
    }

    private static Map<String, Object> skipped(Object request) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("status", Schemas.SKIPPED);
        fields.put("request", request);
        return Results.of(fields, "Dry run: recorded, not sent.");
    }

    /** A person must decide first. */
    Map<String, Object> pending(String approvalId, String reason) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("status", Schemas.PENDING);
        fields.put("approval_id", approvalId);
        fields.put("approve_at", approveAt.apply(approvalId));
        fields.put("reason", reason);
        return Results.of(fields, waits(approvalId, reason));
    }

    /** Where a person decides this request. */
    String approveAt(String approvalId) {
        return approveAt.apply(approvalId);
    }

    /** The page on which a person decides, in the words with which a client is asked to show it. */
    Map<String, Object> page(String approvalId, String reason) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("mode", "url");
        page.put("elicitationId", approvalId);
        page.put("url", approveAt.apply(approvalId));
        page.put(
                "message",
                "A person is asked for approval: " + reason + " It is decided on this page, and only there.");
        return page;
    }

    /** The sentence that says that a person must decide, and where. */
    String waits(String approvalId, String reason) {
        return "It waits for a person: " + reason + " It is decided at " + approveAt.apply(approvalId)
                + " or in the vault's Pending_Approval folder, and done then by itself: do not call again, ask"
                + " approval_status with " + approvalId + ".";
    }

    private String sentence(Outcome outcome) {
        Obstacle obstacle = outcome.obstacle();
        String sentence = Sentences.withoutInside(outcome.sentence());
        if (outcome.proof() == null || obstacle == null || obstacle.retryAt() == null) {
            return sentence;
        }
        long seconds = Math.max(
                1,
                Duration.between(clock.instant(), obstacle.retryAt())
                        .plusMillis(999)
                        .toSeconds());
        return sentence + " Nothing was done. Call again in " + seconds + " s, at " + obstacle.retryAt() + ".";
    }

    private static Map<String, Object> details(Outcome outcome) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("state", outcome.state().word());
        details.put("took_no_effect", outcome.proof() != null);
        if (outcome.field() != null && !outcome.field().isEmpty()) {
            details.put("field", outcome.field());
        }
        if (outcome.obstacle() != null && outcome.obstacle().retryAt() != null) {
            details.put("retry_at", outcome.obstacle().retryAt().toString());
        }
        return details;
    }
}

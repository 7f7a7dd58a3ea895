package io.goldtier.mcp.skills;

import io.goldtier.approval.ApprovalRequest;
import io.goldtier.approval.Approvals;
import io.goldtier.approval.Decisions;
import io.goldtier.audit.Redaction;
import io.goldtier.mcp.server.Client;
import io.goldtier.mcp.server.McpServer;
import io.goldtier.skill.Skills;
import io.goldtier.store.Times;
import io.goldtier.trigger.Action;
import io.goldtier.trigger.ActionState;
import io.goldtier.trigger.Actions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where a call stands that had to wait for a person. Requests for approval are its tasks: they are durable, their ids
 * cannot be guessed, and nobody but a person decides them.
 */
final class Standing implements McpServer.Tasks {

    private static final String HOW = "mcp";
    private static final int POLL_MILLIS = 5000;

    private final Approvals approvals;
    private final Actions actions;
    private final Decisions decisions;
    private final Skills skills;
    private final Answers answers;

    Standing(Approvals approvals, Actions actions, Decisions decisions, Skills skills, Answers answers) {
        this.approvals = approvals;
        this.actions = actions;
        this.decisions = decisions;
        this.skills = skills;
        this.answers = answers;
    }

    /** A request for approval and the action behind it. */
    record Waiting(ApprovalRequest request, Action action) {}

    /** The request of this id. */
    Optional<Waiting> waiting(String approvalId) {
        return approvals.find(approvalId).flatMap(request -> actions.find(request.actionId())
                .map(action -> new Waiting(request, action)));
    }

    /** The result of the call, or empty while it is not over. */
    Optional<Map<String, Object>> result(Waiting waiting) {
        Action action = waiting.action();
        if (action.state() == ActionState.DONE) {
            return Optional.of(skills.find(action.type())
                            .map(skill -> answers.done(skill, action.result()))
                            .orElseGet(() -> Results.fromOutside(action.result(), action.type())))
                    .map(result -> withChanges(result, waiting));
        }
        if (action.state() == ActionState.SKIPPED) {
            return Optional.of(Results.of(skipped(action), "Dry run: recorded, not sent."))
                    .map(result -> withChanges(result, waiting));
        }
        boolean over = action.state().isClosed() || action.state() == ActionState.IN_DOUBT;
        if (!over && !isRefused(waiting.request())) {
            return Optional.empty();
        }
        return Optional.of(Results.error(
                Sentences.withoutInside(words(waiting)),
                Map.of("state", action.state().word())));
    }

    /**
     * The answer to a call that is sent again under its key.
     *
     * @param result what became of it
     */
    Map<String, Object> withChanges(Map<String, Object> result, String actionId) {
        return approvals
                .ofAction(actionId)
                .flatMap(request -> waiting(request.approvalId()))
                .map(waiting -> withChanges(result, waiting))
                .orElse(result);
    }

    /** What a person has changed before he approved it, its client learns nowhere else. */
    private Map<String, Object> withChanges(Map<String, Object> result, Waiting waiting) {
        return changedInput(waiting.request())
                .map(input -> Results.changed(
                        result,
                        Sentences.withoutInside(words(waiting)),
                        input,
                        waiting.request().skill()))
                .orElse(result);
    }

    /** The input as it was approved, with secrets masked; empty when it is what the client has sent. */
    static Optional<Map<String, Object>> changedInput(ApprovalRequest request) {
        return request.isEdited() ? Optional.of(Redaction.mask(request.approvedParams())) : Optional.empty();
    }

    private static Map<String, Object> skipped(Action action) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("status", Schemas.SKIPPED);
        fields.put(
                "request", action.result() == null ? Map.of() : action.result().getOrDefault("request", Map.of()));
        return fields;
    }

    private static boolean isRefused(ApprovalRequest request) {
        return request.status().equals("rejected") || request.status().equals("expired");
    }

    /** What is to be said of it now. */
    String words(Waiting waiting) {
        ApprovalRequest request = waiting.request();
        if (request.isPending()) {
            return answers.waits(request.approvalId(), request.reason());
        }
        if (isRefused(request)) {
            return "The request was " + request.status()
                    + (request.decisionReason() == null ? "." : ": " + request.decisionReason())
                    + " It was not done, and is not to be called again unless the person asks for it.";
        }
        String message = waiting.action().message();
        return "It was approved " + (request.isEdited() ? "with changes " : "") + "and is "
                + waiting.action().state().word().replace('_', ' ') + (message == null ? "." : ": " + message);
    }

    /** The task of a call that was just laid on a person's desk. */
    Map<String, Object> begun(String approvalId) {
        Map<String, Object> task = new LinkedHashMap<>(find(approvalId).orElseThrow());
        task.put("resultType", "task");
        return task;
    }

    @Override
    public Optional<Map<String, Object>> find(String taskId) {
        return waiting(taskId).filter(Standing::isOfClients).map(this::task);
    }

    /** What a plan or a route waits for is no client's to ask about or to call off as its own. */
    private static boolean isOfClients(Waiting waiting) {
        return SkillTools.SOURCE.equals(waiting.action().caller().get("source"));
    }

    private Map<String, Object> task(Waiting waiting) {
        ApprovalRequest request = waiting.request();
        Instant ended = waiting.action().ended();
        Instant updated = ended != null ? ended : request.decided() != null ? request.decided() : request.created();
        Optional<Map<String, Object>> result = result(waiting);
        boolean calledOff = request.status().equals("rejected") && HOW.equals(request.decidedHow());
        Map<String, Object> task = new LinkedHashMap<>();
        task.put("taskId", request.approvalId());
        task.put("status", calledOff ? "cancelled" : result.isPresent() ? "completed" : "working");
        task.put("statusMessage", Sentences.withoutInside(words(waiting)));
        task.put("createdAt", Times.text(request.created()));
        task.put("lastUpdatedAt", Times.text(updated));
        task.put("ttlMs", null);
        task.put("pollIntervalMs", POLL_MILLIS);
        if (!calledOff) {
            result.ifPresent(value -> task.put("result", value));
        }
        return task;
    }

    /** Nobody wants it any more: it is as if a person had said no. What was approved goes its way. */
    @Override
    public void cancel(String taskId, Client client) {
        decisions.decide(new Decisions.Decision(
                taskId, Decisions.Verdict.REJECT, null, "owner", HOW, "Called off by " + client.name(), null));
    }
}

package io.goldtier.mcp.skills;

import io.goldtier.mcp.rpc.RpcError;
import io.goldtier.mcp.server.Client;
import io.goldtier.mcp.server.LogLevel;
import io.goldtier.mcp.server.RequestContext;
import io.goldtier.mcp.server.Tool;
import io.goldtier.skill.Caller;
import io.goldtier.skill.Skill;
import io.goldtier.skill.SkillCalls;
import io.goldtier.skill.effect.Outcome;
import io.goldtier.skill.effect.Watcher;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Skills as tools: each call goes through the same gate as everybody's. */
final class SkillTools {

    /** How the audit log names the way that these calls come. */
    static final String SOURCE = "mcp";
    /** The member of {@code _meta} with the caller's own name for a call. */
    static final String KEY = Results.META + "idempotency-key";

    private final SkillCalls calls;
    private final Answers answers;
    private final Standing standing;
    private final Map<Skill, Map<String, Object>> definitions = new ConcurrentHashMap<>();

    SkillTools(SkillCalls calls, Answers answers, Standing standing) {
        this.calls = calls;
        this.answers = answers;
        this.standing = standing;
    }

    /** The tool of this skill. */
    Tool of(Skill skill) {
        if (definitions.size() > 1000) {
            // Cards that were edited away
            definitions.clear();
        }
        return new Tool(
                definitions.computeIfAbsent(skill, Definitions::of),
                (arguments, context) -> call(skill, arguments, context));
    }

    private Map<String, Object> call(Skill skill, Map<String, Object> arguments, RequestContext context) {
        if (context.isStateless() && context.params().get("requestState") instanceof String shown) {
            return afterShowing(skill, shown);
        }
        Caller caller = new Caller(SOURCE, "owner", context.client().name(), "owner", true);
        String key = key(context);
        Outcome outcome = calls.call(skill.name(), arguments, caller, key, new Onlooker(context));
        if (outcome instanceof Outcome.PendingApproval pending) {
            return pending(pending, context);
        }
        if (outcome.proof() != null || outcome.obstacle() != null) {
            context.log(LogLevel.WARNING, skill.name(), Sentences.withoutInside(outcome.sentence()));
        }
        Map<String, Object> result = answers.of(skill, outcome);
        return key == null || outcome instanceof Outcome.Refused
                ? result
                : standing.withChanges(result, SkillCalls.actionId(caller, key));
    }

    private static String key(RequestContext context) {
        Object key = context.meta().get(KEY);
        if (key == null) {
            return null;
        }
        if (key instanceof String text && !text.isBlank() && text.length() <= SkillCalls.LONGEST_KEY) {
            return text;
        }
        throw RpcError.invalidParams(KEY + " must be a text of 1 to " + SkillCalls.LONGEST_KEY + " characters.");
    }

    /** A task for who can ask about it later; a page for who can show one, which decides nothing here; and an answer. */
    private Map<String, Object> pending(Outcome.PendingApproval pending, RequestContext context) {
        Client client = context.client();
        if (context.isStateless() && client.speaks(Client.TASKS)) {
            return standing.begun(pending.approvalId());
        }
        Map<String, Object> result = answers.pending(pending.approvalId(), pending.reason());
        if (!client.canOpenPages()) {
            return result;
        }
        Map<String, Object> page = answers.page(pending.approvalId(), pending.reason());
        if (!context.isStateless()) {
            context.show("elicitation/create", page);
            return result;
        }
        Map<String, Object> asks = new LinkedHashMap<>();
        asks.put("resultType", "input_required");
        asks.put("inputRequests", Map.of("approval", Map.of("method", "elicitation/create", "params", page)));
        asks.put("requestState", pending.approvalId());
        return asks;
    }

    /** The page was shown, whatever was done with it: what counts is what a person has decided there. */
    private Map<String, Object> afterShowing(Skill skill, String approvalId) {
        Standing.Waiting waiting = standing.waiting(approvalId)
                .filter(found -> found.request().skill().equals(skill.name()))
                .orElseThrow(() -> RpcError.invalidParams("requestState is not one that this tool has given."));
        return standing.result(waiting)
                .orElseGet(() -> answers.pending(approvalId, waiting.request().reason()));
    }

    /** Tells a client how far its call is. */
    private static final class Onlooker implements Watcher {

        private final RequestContext context;
        private final AtomicInteger requests = new AtomicInteger();

        Onlooker(RequestContext context) {
            this.context = context;
        }

        @Override
        public boolean isCancelled() {
            return context.isCancelled();
        }

        @Override
        public void calls(String system) {
            int number = requests.incrementAndGet();
            context.progress(number, null, "Request " + number + " to " + system);
        }
    }
}

package io.goldtier.web.api;

import io.goldtier.approval.ApprovalRequest;
import io.goldtier.approval.Approvals;
import io.goldtier.audit.Redaction;
import io.goldtier.skill.Caller;
import io.goldtier.skill.Skill;
import io.goldtier.skill.SkillCalls;
import io.goldtier.skill.Skills;
import io.goldtier.skill.effect.Obstacle;
import io.goldtier.skill.effect.Outcome;
import io.goldtier.skill.effect.Watcher;
import io.goldtier.web.answer.Problem;
import io.goldtier.web.answer.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** {@code /api/skills}: the cards, and the way to call one, through the same gate as everyone. */
@RestController
@RequestMapping("/api/skills")
class SkillsApi {

    private final Skills skills;
    private final SkillCalls calls;
    private final Approvals approvals;
    private final Clock clock;

    SkillsApi(Skills skills, SkillCalls calls, Approvals approvals, Clock clock) {
        this.approvals = approvals;
        this.skills = skills;
        this.calls = calls;
        this.clock = clock;
    }

    @GetMapping
    ResponseEntity<String> list() {
        List<Map<String, Object>> cards = skills.all().stream().map(this::card).toList();
        return Reply.page(cards, null);
    }

    @GetMapping("/{name}")
    ResponseEntity<String> one(@PathVariable String name) {
        return Reply.ok(card(find(name)));
    }

    @PostMapping("/{name}")
    ResponseEntity<String> call(
            @PathVariable String name,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            InputStream body)
            throws IOException {
        Skill skill = find(name);
        if (key != null && (key.isBlank() || key.length() > SkillCalls.LONGEST_KEY)) {
            throw new Problem(
                    422,
                    "Idempotency-Key must have 1 to " + SkillCalls.LONGEST_KEY + " characters.",
                    "idempotency_key");
        }
        Map<String, Object> input = Reply.body(body);
        Caller caller = new Caller("rest", "owner", null, "owner", true);
        Outcome outcome = calls.call(skill.name(), input, caller, key, Watcher.NOBODY);
        Optional<Map<String, Object>> changed = key == null
                ? Optional.empty()
                : approvals
                        .ofAction(SkillCalls.actionId(caller, key))
                        .filter(ApprovalRequest::isEdited)
                        .map(request -> Redaction.mask(request.approvedParams()));
        return answer(outcome, changed);
    }

    private Skill find(String name) {
        return skills.find(name).orElseThrow(() -> new Problem(404, skills.unknown(name)));
    }

    /** @param changed the input as a person has approved it; empty when it is what was sent */
    private ResponseEntity<String> answer(Outcome outcome, Optional<Map<String, Object>> changed) {
        return switch (outcome.state()) {
            case DONE -> done(outcome.result(), changed);
            case SKIPPED ->
                done(Map.of("status", "skipped", "request", outcome.result().get("request")), changed);
            case AWAITING_APPROVAL -> Reply.json(202, pending((Outcome.PendingApproval) outcome));
            case WAITING -> later(outcome);
            case FAILED -> Reply.problem(outcome.field() == null ? 502 : 422, outcome.sentence(), outcome.field());
            default -> Reply.problem(409, outcome.sentence(), null);
        };
    }

    private static ResponseEntity<String> done(Map<String, Object> result, Optional<Map<String, Object>> changed) {
        Map<String, Object> body = new LinkedHashMap<>(result);
        changed.ifPresent(input -> body.put("approved_params", input));
        return Reply.ok(body);
    }

    private static Map<String, Object> pending(Outcome.PendingApproval pending) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", "pending_approval");
        body.put("approval_id", pending.approvalId());
        body.put(
                "approve_at",
                ServletUriComponentsBuilder.fromCurrentContextPath()
                        .path("/approvals/{id}")
                        .buildAndExpand(pending.approvalId())
                        .toUriString());
        body.put("reason", pending.reason());
        return body;
    }

    /** What may have taken effect must not be called again, so it is no 503, on which clients do just that. */
    private ResponseEntity<String> later(Outcome outcome) {
        if (outcome.proof() == null) {
            return Reply.problem(409, outcome.sentence(), null);
        }
        Obstacle obstacle = outcome.obstacle();
        int status = obstacle.why() == Obstacle.Why.THROTTLED ? 429 : 503;
        ResponseEntity<String> answer = Reply.problem(status, outcome.sentence(), null);
        if (obstacle.retryAt() == null) {
            return answer;
        }
        long seconds = Math.max(
                1,
                Duration.between(clock.instant(), obstacle.retryAt())
                        .plusMillis(999)
                        .toSeconds());
        return ResponseEntity.status(status)
                .headers(answer.getHeaders())
                .header(HttpHeaders.RETRY_AFTER, String.valueOf(seconds))
                .body(answer.getBody());
    }

    private Map<String, Object> card(Skill skill) {
        Map<String, Object> card = new LinkedHashMap<>();
        card.put("name", skill.name());
        card.put("description", skill.description());
        card.put("server", skill.server());
        card.put("approval", skill.approval().name().toLowerCase(java.util.Locale.ROOT));
        card.put("retry", skill.retry());
        card.put("system", skill.system().isEmpty() ? null : skill.system());
        card.put("publishes", skill.isPublishing());
        card.put("read_only", skill.isReadOnly());
        card.put("started", skills.isStarted(skill.name()));
        card.put("input", skill.input().source());
        card.put("output", skill.output().source());
        return card;
    }
}

package io.goldtier.console;

import io.goldtier.skill.Caller;
import io.goldtier.skill.Outcome;
import io.goldtier.skill.Skill;
import io.goldtier.skill.SkillCalls;
import io.goldtier.skill.Skills;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** {@code /api/skills}: the cards, and the way to call one, through the same gate as everyone. */
@RestController
@RequestMapping("/api/skills")
class SkillsApi {

    private final Skills skills;
    private final SkillCalls calls;
    private final Clock clock;

    SkillsApi(Skills skills, SkillCalls calls, Clock clock) {
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
    ResponseEntity<String> call(@PathVariable String name, InputStream body) throws IOException {
        Skill skill = find(name);
        Map<String, Object> input = Reply.body(body);
        return answer(calls.call(skill.name(), input, new Caller("rest", "owner", null, "owner", true)));
    }

    private Skill find(String name) {
        return skills.find(name).orElseThrow(() -> new Problem(404, skills.unknown(name)));
    }

    private ResponseEntity<String> answer(Outcome outcome) {
        if (outcome instanceof Outcome.Done done) {
            return Reply.ok(done.output());
        }
        if (outcome instanceof Outcome.Skipped skipped) {
            return Reply.ok(Map.of("status", "skipped", "request", skipped.request()));
        }
        if (outcome instanceof Outcome.PendingApproval pending) {
            return Reply.json(202, pending(pending));
        }
        if (outcome instanceof Outcome.InDoubt doubt) {
            return Reply.problem(409, doubt.message(), null);
        }
        if (outcome instanceof Outcome.Refused refused) {
            return Reply.problem(422, refused.message(), refused.field());
        }
        if (outcome instanceof Outcome.Throttled throttled) {
            return later(429, throttled.message(), throttled.until());
        }
        if (outcome instanceof Outcome.Unavailable away) {
            return later(503, away.message(), away.retryAt());
        }
        return Reply.problem(502, ((Outcome.Failed) outcome).message(), null);
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

    private ResponseEntity<String> later(int status, String message, Instant until) {
        ResponseEntity<String> answer = Reply.problem(status, message, null);
        if (until == null) {
            return answer;
        }
        long seconds = Math.max(
                1, Duration.between(clock.instant(), until).plusMillis(999).toSeconds());
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

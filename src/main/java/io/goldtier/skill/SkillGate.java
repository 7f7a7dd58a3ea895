package io.goldtier.skill;

import io.goldtier.audit.AuditEntry;
import io.goldtier.audit.AuditLog;
import io.goldtier.audit.LogUnavailable;
import io.goldtier.audit.Status;
import io.goldtier.json.JsonSchema;
import io.goldtier.store.StoreException;
import io.goldtier.store.Tx;
import io.goldtier.trigger.ActionState;
import io.goldtier.trigger.Actions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What stands in front of every skill: the input is checked, approval and quota are settled, and the beginning is on
 * record before the route is called. There is no other way to a skill's route.
 */
@Component
class SkillGate {

    private final Skills skills;
    private final SkillRoute route;
    private final ApprovalPolicy policy;
    private final ApprovalDesk desk;
    private final Systems systems;
    private final Quotas quotas;
    private final Actions actions;
    private final AuditLog log;
    private final Warnings warnings;
    private final Clock clock;

    SkillGate(
            Skills skills,
            SkillRoute route,
            ApprovalPolicy policy,
            ApprovalDesk desk,
            Systems systems,
            Quotas quotas,
            Actions actions,
            AuditLog log,
            Warnings warnings,
            Clock clock) {
        this.skills = skills;
        this.route = route;
        this.policy = policy;
        this.desk = desk;
        this.systems = systems;
        this.quotas = quotas;
        this.actions = actions;
        this.log = log;
        this.warnings = warnings;
        this.clock = clock;
    }

    /** Either the input to go on with, or the outcome that ends the call here. */
    private record Admission(Map<String, Object> input, Outcome refusal) {}

    /** Brings a call through the gate and into the route; the caller records the outcome with {@link #settle}. */
    Outcome act(Call call) {
        Optional<Skill> found = skills.find(call.skill());
        if (found.isEmpty()) {
            return new Outcome.Refused("type", skills.unknown(call.skill()));
        }
        Skill skill = found.get();
        Optional<JsonSchema.Fault> fault = skill.input().check(call.input());
        if (fault.isPresent()) {
            return new Outcome.Refused(fault.get().field(), fault.get().sentence());
        }
        if (!skills.isStarted(skill.name())) {
            return new Outcome.Unavailable(
                    Outcome.Unavailable.Why.STOPPED,
                    skill.name(),
                    "The skill " + skill.name() + " is stopped. Start its route " + skill.name()
                            + " in hawtio; the work waits until then.",
                    null);
        }
        Admission admission;
        try {
            ApprovalPolicy.Decision decision = policy.decide(skill, call.input(), call.caller());
            admission = log.commitOnRecord(tx -> begin(tx, skill, call, decision));
        } catch (LogUnavailable | StoreException e) {
            return new Outcome.Unavailable(
                    Outcome.Unavailable.Why.UNRECORDED,
                    "audit log",
                    e.getMessage(),
                    clock.instant().plusSeconds(5));
        }
        if (admission.refusal() != null) {
            return admission.refusal();
        }
        Outcome outcome = route.run(skill, call, admission.input());
        if (outcome instanceof Outcome.Done done) {
            warnings.tell(call, done);
        }
        return outcome;
    }

    private Admission begin(Tx tx, Skill skill, Call call, ApprovalPolicy.Decision first) {
        Optional<ApprovalDesk.Grant> grant = desk.granted(tx, call.actionId());
        ApprovalPolicy.Decision decision =
                grant.isPresent() ? first : policy.spend(tx, skill, call.actionId(), call.input(), first);
        if (grant.isEmpty() && decision instanceof ApprovalPolicy.Ask ask) {
            return new Admission(null, ask(tx, skill, call, ask));
        }
        Optional<Outcome> obstacle = systems.obstacle(tx, skill.system());
        if (obstacle.isPresent()) {
            return new Admission(null, obstacle.get());
        }
        Optional<Instant> until = quotas.take(tx, skill.system(), skill.cost());
        if (until.isPresent()) {
            return new Admission(
                    null,
                    new Outcome.Throttled(
                            skill.system(),
                            until.get(),
                            "The quota " + skill.system() + " is used up until " + until.get() + "."));
        }
        Optional<Integer> attempt = actions.begin(tx, call.actionId());
        if (attempt.isEmpty()) {
            return new Admission(
                    null, new Outcome.Refused("action_id", "The action " + call.actionId() + " cannot be begun now."));
        }
        call.atBegin().accept(tx);
        Map<String, Object> input = grant.map(ApprovalDesk.Grant::input).orElse(call.input());
        policy.begun(tx, skill, call.actionId(), input);
        log.append(
                tx,
                entry(call, skill, Status.PENDING)
                        .detail("action_id", call.actionId())
                        .detail("attempt", attempt.get())
                        .detail("rule", grant.map(ApprovalDesk.Grant::rule).orElse(decision.rule()))
                        .detail("input", input));
        return new Admission(input, null);
    }

    private Outcome ask(Tx tx, Skill skill, Call call, ApprovalPolicy.Ask ask) {
        String approvalId = desk.ask(tx, skill, call, ask);
        actions.hold(tx, call.actionId(), ActionState.AWAITING_APPROVAL, ask.reason());
        log.append(
                tx,
                entry(call, skill, Status.PENDING)
                        .detail("action_id", call.actionId())
                        .detail("approval_id", approvalId)
                        .detail("rule", ask.rule())
                        .detail("reason", ask.reason()));
        return new Outcome.PendingApproval(approvalId, ask.reason());
    }

    /** Records what became of a call, as part of the caller's unit of work. */
    void settle(Tx tx, Call call, Outcome outcome, Duration took) {
        Skill skill = skills.find(call.skill()).orElse(null);
        String actionId = call.actionId();
        if (outcome instanceof Outcome.Done done) {
            actions.close(tx, actionId, ActionState.DONE, done.output(), null);
            Map<String, Object> input =
                    desk.granted(tx, actionId).map(ApprovalDesk.Grant::input).orElse(call.input());
            log.append(tx, success(call, skill, input, done).took(took));
        } else if (outcome instanceof Outcome.Skipped skipped) {
            String message = "Dry run: nothing was sent.";
            actions.close(tx, actionId, ActionState.SKIPPED, Map.of("request", skipped.request()), message);
            log.append(
                    tx,
                    entry(call, skill, Status.SKIPPED)
                            .took(took)
                            .detail("action_id", actionId)
                            .detail("input", call.input())
                            .detail("request", skipped.request()));
        } else if (outcome instanceof Outcome.Refused refused) {
            actions.close(tx, actionId, ActionState.FAILED, null, refused.message());
            log.append(tx, failure(call, skill, refused.message()).detail("field", refused.field()));
        } else if (outcome instanceof Outcome.Failed failed) {
            actions.close(tx, actionId, ActionState.FAILED, null, failed.message());
            log.append(tx, failure(call, skill, failed.message()).took(took));
        } else if (outcome instanceof Outcome.InDoubt doubt) {
            actions.hold(tx, actionId, ActionState.IN_DOUBT, doubt.message());
            log.append(tx, failure(call, skill, doubt.message()).took(took).detail("in_doubt", true));
        } else if (outcome instanceof Outcome.Throttled throttled) {
            actions.hold(tx, actionId, ActionState.WAITING, throttled.message());
            log.append(
                    tx,
                    failure(call, skill, throttled.message())
                            .took(took)
                            .detail("retry_at", String.valueOf(throttled.until())));
        } else if (outcome instanceof Outcome.Unavailable away) {
            actions.hold(tx, actionId, ActionState.WAITING, away.message());
            log.append(tx, failure(call, skill, away.message()).took(took).detail("system", away.system()));
        }
        // A call that waits for approval was recorded when it was laid on the desk
    }

    private static AuditEntry success(Call call, Skill skill, Map<String, Object> input, Outcome.Done done) {
        AuditEntry entry = entry(call, skill, Status.SUCCESS).detail("action_id", call.actionId());
        Map<String, Object> told = new LinkedHashMap<>(input);
        told.putAll(done.output());
        for (Map.Entry<String, Object> detail : told.entrySet()) {
            entry = entry.detail(detail.getKey(), detail.getValue());
        }
        return entry;
    }

    private static AuditEntry failure(Call call, Skill skill, String message) {
        return entry(call, skill, Status.FAILURE).error(message).detail("action_id", call.actionId());
    }

    private static AuditEntry entry(Call call, Skill skill, Status status) {
        return AuditEntry.of(call.skill(), call.caller().source(), status)
                .by(call.caller().user())
                .chosenBy(call.caller().agent())
                .skill(call.skill(), skill == null ? null : skill.server())
                .trigger(call.triggerId());
    }
}

package io.goldtier.skill;

import io.goldtier.audit.AuditEntry;
import io.goldtier.audit.AuditLog;
import io.goldtier.audit.Status;
import io.goldtier.audit.chain.LogUnavailable;
import io.goldtier.json.JsonSchema;
import io.goldtier.skill.component.SkillRoute;
import io.goldtier.skill.effect.Attempt;
import io.goldtier.skill.effect.Effects;
import io.goldtier.skill.effect.NoEffect;
import io.goldtier.skill.effect.Obstacle;
import io.goldtier.skill.effect.Outcome;
import io.goldtier.skill.effect.OutcomeDecider;
import io.goldtier.skill.effect.Warnings;
import io.goldtier.skill.system.Quotas;
import io.goldtier.skill.system.Systems;
import io.goldtier.skill.system.Turns;
import io.goldtier.store.Store;
import io.goldtier.store.StoreException;
import io.goldtier.store.Tx;
import io.goldtier.trigger.ActionState;
import io.goldtier.trigger.Actions;
import io.goldtier.trigger.Refused;
import io.goldtier.trigger.StepValues;
import io.goldtier.vault.Vault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What stands in front of every skill: the input is checked, approval and quota are settled, and the beginning is on
 * record before the route is called. There is no other way to a skill's route.
 */
@Component
class SkillGate {

    /** Whoever waits for its turn is woken when it is; this is for when nobody does. */
    private static final Duration TURN = Duration.ofMinutes(1);

    private final Vault vault;
    private final Skills skills;
    private final SkillRoute route;
    private final ApprovalPolicy policy;
    private final ApprovalDesk desk;
    private final Systems systems;
    private final Quotas quotas;
    private final Turns turns;
    private final Effects effects;
    private final Actions actions;
    private final AuditLog log;
    private final Warnings warnings;
    private final Store store;
    private final Clock clock;

    SkillGate(
            Vault vault,
            Skills skills,
            SkillRoute route,
            ApprovalPolicy policy,
            ApprovalDesk desk,
            Systems systems,
            Quotas quotas,
            Turns turns,
            Effects effects,
            Actions actions,
            AuditLog log,
            Warnings warnings,
            Store store,
            Clock clock) {
        this.vault = vault;
        this.skills = skills;
        this.route = route;
        this.policy = policy;
        this.desk = desk;
        this.systems = systems;
        this.quotas = quotas;
        this.turns = turns;
        this.effects = effects;
        this.actions = actions;
        this.log = log;
        this.warnings = warnings;
        this.store = store;
        this.clock = clock;
    }

    /** What to go on with, or the outcome that ends the call here. */
    private record Admission(Map<String, Object> input, Attempt attempt, Instant begun, Outcome refusal) {

        static Admission no(Outcome refusal) {
            return new Admission(null, null, null, refusal);
        }
    }

    /** Brings a call through the gate and into the route; the caller records the outcome with {@link #settle}. */
    Outcome act(Call call) {
        Optional<NoEffect> proof = effects.proof(call.actionId(), call.attempts());
        Optional<Skill> found = skills.find(call.skill());
        if (found.isEmpty()) {
            return OutcomeDecider.refused(proof, call.skill(), "type", skills.unknown(call.skill()));
        }
        Skill skill = found.get();
        Map<String, Object> given;
        try {
            given = actions.filled(call.triggerId(), call.input());
        } catch (StepValues.Unknown e) {
            return OutcomeDecider.refused(proof, call.skill(), "params", e.getMessage() + ".");
        }
        Optional<JsonSchema.Fault> fault = skill.input().check(given);
        if (fault.isPresent()) {
            return OutcomeDecider.refused(
                    proof, call.skill(), fault.get().field(), fault.get().sentence());
        }
        if (vault.isStopped() && !skill.isReadOnly()) {
            return OutcomeDecider.hindered(
                    proof,
                    new Obstacle(
                            Obstacle.Why.STOPPED,
                            skill.name(),
                            "The file STOP lies in the vault, so nothing acts. Take it away, or press Go on, and call again.",
                            null));
        }
        if (!skills.isStarted(skill.name())) {
            return OutcomeDecider.hindered(
                    proof,
                    new Obstacle(
                            Obstacle.Why.STOPPED,
                            skill.name(),
                            "The skill " + skill.name() + " is stopped. Start its route " + skill.name()
                                    + " in hawtio; the work waits until then.",
                            null));
        }
        Admission admission;
        try {
            ApprovalPolicy.Decision decision = policy.decide(skill, given, call.caller());
            if (decision instanceof ApprovalPolicy.Ask ask
                    && !skill.checkRoute().isEmpty()
                    && !isGranted(call)) {
                SkillRoute.Check check = route.check(skill, call, given, clock.instant());
                if (check.refusal() != null) {
                    return OutcomeDecider.checkedOut(proof, check.refusal());
                }
                decision = ask.showing(check.preview());
            }
            ApprovalPolicy.Decision decided = decision;
            admission = log.commitOnRecord(tx -> begin(tx, skill, call, given, decided, proof));
        } catch (StepValues.Unknown e) {
            return OutcomeDecider.refused(proof, call.skill(), "params", e.getMessage() + ".");
        } catch (LogUnavailable | StoreException e) {
            return OutcomeDecider.hindered(
                    proof,
                    new Obstacle(
                            Obstacle.Why.UNRECORDED,
                            "audit log",
                            e.getMessage(),
                            clock.instant().plusSeconds(5)));
        }
        if (admission.refusal() != null) {
            return admission.refusal();
        }
        return route.run(skill, call, admission.input(), admission.attempt(), admission.begun());
    }

    private boolean isGranted(Call call) {
        return store.read(tx -> desk.granted(tx, call.actionId())).isPresent();
    }

    private Admission begin(
            Tx tx,
            Skill skill,
            Call call,
            Map<String, Object> given,
            ApprovalPolicy.Decision first,
            Optional<NoEffect> proof) {
        if (call.watcher().isCancelled()) {
            return Admission.no(OutcomeDecider.refused(
                    proof, call.skill(), "call", "It was called off by who asked for it, before it began."));
        }
        Optional<ApprovalDesk.Grant> grant = desk.granted(tx, call.actionId());
        ApprovalPolicy.Decision decision =
                grant.isPresent() ? first : policy.spend(tx, skill, call.actionId(), given, first);
        if (grant.isEmpty() && decision instanceof ApprovalPolicy.Ask ask) {
            return Admission.no(ask(tx, skill, call, given, ask));
        }
        Map<String, Object> input = grant.map(consent -> actions.filled(call.triggerId(), consent.input()))
                .orElse(given);
        Optional<Obstacle> obstacle = tooEarly(skill, input)
                .or(() -> systems.obstacle(tx, skill.system()))
                .or(() -> notItsTurn(tx, skill, call))
                .or(() -> quotas.take(tx, cost(skill)));
        if (obstacle.isPresent()) {
            return Admission.no(OutcomeDecider.hindered(proof, obstacle.get()));
        }
        Optional<Actions.Begin> begin = actions.begin(tx, call.actionId());
        if (begin.isEmpty()) {
            return Admission.no(OutcomeDecider.refused(
                    proof, call.skill(), "action_id", "The action " + call.actionId() + " cannot be begun now."));
        }
        int number = begin.get().attempt();
        Attempt attempt =
                new Attempt(skill, call.actionId(), number, effects.before(tx, call.actionId(), number), effects);
        attempt.goingOnFrom(begin.get().progress()).watchedBy(call.watcher());
        effects.begins(tx, attempt, skill);
        call.atBegin().accept(tx);
        policy.begun(tx, skill, call.actionId(), input);
        log.append(
                tx,
                entry(call, skill, Status.PENDING)
                        .detail("action_id", call.actionId())
                        .detail("attempt", number)
                        .detail("rule", grant.map(ApprovalDesk.Grant::rule).orElse(decision.rule()))
                        .detail("input", input));
        return new Admission(input, attempt, begin.get().first(), null);
    }

    /** What its card lets wait for a time that the input names. */
    private Optional<Obstacle> tooEarly(Skill skill, Map<String, Object> input) {
        return skill.notBefore(input)
                .filter(time -> clock.instant().isBefore(time))
                .map(time -> new Obstacle(
                        Obstacle.Why.NOT_YET,
                        skill.name(),
                        "It is planned for " + time + " and waits until then.",
                        time));
    }

    private Optional<Obstacle> notItsTurn(Tx tx, Skill skill, Call call) {
        return call.triggerId() == null || !turns.has(skill)
                ? Optional.empty()
                : turns.first(tx, skill.system())
                        .filter(first -> !first.actionId().equals(call.actionId()))
                        .map(first -> new Obstacle(
                                Obstacle.Why.TURN,
                                skill.system(),
                                "An earlier post goes first: " + first.actionId() + ".",
                                clock.instant().plus(TURN)));
    }

    private static Map<String, Integer> cost(Skill skill) {
        Map<String, Integer> cost = new LinkedHashMap<>();
        if (!skill.system().isEmpty()) {
            cost.put(skill.system(), skill.cost());
            if (skill.isPublishing()) {
                cost.put(Quotas.daily(skill.system()), 1);
            }
        }
        return cost;
    }

    private Outcome ask(Tx tx, Skill skill, Call call, Map<String, Object> given, ApprovalPolicy.Ask ask) {
        String approvalId = desk.ask(tx, skill, call, given, withMeanings(tx, call, ask));
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

    private ApprovalPolicy.Ask withMeanings(Tx tx, Call call, ApprovalPolicy.Ask ask) {
        if (call.triggerId() == null || StepValues.fields(call.input()).isEmpty()) {
            return ask;
        }
        List<String> preview = new ArrayList<>(StepValues.meanings(call.input(), actions.of(tx, call.triggerId())));
        preview.addAll(ask.preview());
        return ask.showing(preview);
    }

    /** Records what became of a call, as part of the caller's unit of work. */
    void settle(Tx tx, Call call, Outcome outcome, Duration took) {
        ActionState state = outcome.state();
        if (state == ActionState.AWAITING_APPROVAL) {
            // Recorded when it was laid on the desk
            return;
        }
        Skill skill = skills.find(call.skill()).orElse(null);
        String actionId = call.actionId();
        if (state.isClosed()) {
            String message = state == ActionState.DONE ? null : outcome.sentence();
            actions.close(tx, actionId, state, outcome.result(), message);
            if (state == ActionState.FAILED) {
                Refused.forget(tx, actionId, call.triggerId());
            }
            if (outcome instanceof Outcome.Done done) {
                warnings.tell(tx, call, done);
            }
            if (call.attempts() > 0 || skill == null || !skill.isRepeatable()) {
                effects.forget(tx, actionId);
            }
        } else {
            actions.hold(tx, actionId, state, outcome.sentence());
            if (call.triggerId() == null && outcome.obstacle() != null) {
                actions.wakeAt(tx, actionId, outcome.obstacle().retryAt());
            }
        }
        log.append(tx, record(tx, call, skill, outcome).took(took));
    }

    private AuditEntry record(Tx tx, Call call, Skill skill, Outcome outcome) {
        Map<String, Object> told = new LinkedHashMap<>(outcome.details());
        Status status =
                switch (outcome.state()) {
                    case DONE -> Status.SUCCESS;
                    case SKIPPED -> Status.SKIPPED;
                    case WAITING -> isPatient(outcome) ? Status.PENDING : Status.FAILURE;
                    default -> Status.FAILURE;
                };
        if (status == Status.SUCCESS || status == Status.SKIPPED) {
            Map<String, Object> input = actions.filled(
                    call.triggerId(),
                    desk.granted(tx, call.actionId())
                            .map(ApprovalDesk.Grant::input)
                            .orElse(call.input()));
            if (status == Status.SUCCESS) {
                told.putAll(input);
                told.putAll(outcome.result());
            } else {
                told.put("input", input);
            }
        }
        AuditEntry entry = entry(call, skill, status).detail("action_id", call.actionId());
        for (Map.Entry<String, Object> detail : told.entrySet()) {
            entry = entry.detail(detail.getKey(), detail.getValue());
        }
        return status == Status.FAILURE ? entry.error(outcome.sentence()) : entry;
    }

    /** It waits for what was planned, and nothing has failed. */
    private static boolean isPatient(Outcome outcome) {
        Obstacle.Why why = outcome.proof() == null ? null : outcome.obstacle().why();
        return why == Obstacle.Why.NOT_YET || why == Obstacle.Why.TURN;
    }

    private static AuditEntry entry(Call call, Skill skill, Status status) {
        return AuditEntry.of(call.skill(), call.caller().source(), status)
                .by(call.caller().user())
                .chosenBy(call.caller().agent())
                .skill(call.skill(), skill == null ? null : skill.server())
                .trigger(call.triggerId());
    }
}

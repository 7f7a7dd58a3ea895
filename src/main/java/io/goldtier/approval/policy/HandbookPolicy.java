package io.goldtier.approval.policy;

import io.goldtier.handbook.Handbook;
import io.goldtier.handbook.HandbookFile;
import io.goldtier.skill.ApprovalPolicy;
import io.goldtier.skill.Caller;
import io.goldtier.skill.Skill;
import io.goldtier.skill.Subject;
import io.goldtier.store.Tx;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What may go by itself. The card decides first, and nothing loosens its {@code always}; publishing always asks,
 * whatever card and handbook say; then the handbook decides, for senders who are trusted. Where no rule speaks, a person
 * is asked.
 */
@Component
class HandbookPolicy implements ApprovalPolicy {

    private final HandbookFile file;
    private final Budgets budgets;
    private final Answering answering;

    HandbookPolicy(HandbookFile file, Budgets budgets, Answering answering) {
        this.file = file;
        this.budgets = budgets;
        this.answering = answering;
    }

    @Override
    public Decision decide(Skill skill, Map<String, Object> input, Caller caller) {
        if (skill.isPublishing()) {
            return new Ask("publishing always asks", "Nothing is published without your word.");
        }
        Decision usual =
                switch (skill.approval()) {
                    case NEVER -> new Go("card: never");
                    case ALWAYS -> new Ask("card: always", "This skill always asks.");
                    case HANDBOOK -> byHandbook(skill, input, caller, file.now());
                };
        return usual instanceof Go && caller.proposed() && !skill.isReadOnly()
                ? byAgentRule(skill, input, caller, file.now())
                : usual;
    }

    /**
     * What an agent that thinks has thought of: its words may be those of a message that it has read, so neither the card
     * nor the rule for what people ask for speaks for it. It asks unless the handbook's {@code agents} allows it, for a
     * sender who is trusted and for nobody but known contacts.
     */
    private static Decision byAgentRule(Skill skill, Map<String, Object> input, Caller caller, Handbook handbook) {
        Optional<Handbook.Rule> found = handbook.agentRule(skill.name());
        if (found.isEmpty() || found.get() instanceof Handbook.Rule.Always) {
            return new Ask(
                    "handbook: agents ask",
                    "An agent has thought of this, and the company handbook does not let agents do " + skill.name()
                            + " by themselves.");
        }
        if (!caller.trusted()) {
            return new Ask("handbook: senders known_only", stranger(caller.sender()));
        }
        Optional<String> who = skill.subject(input).who();
        if (who.isPresent() && !handbook.contacts().isOne(who.get())) {
            return new Ask(
                    "handbook: agents reach known contacts only",
                    "An agent has thought of this, and \"" + who.get() + "\" is not among the known contacts.");
        }
        return found.get() instanceof Handbook.Rule.Above limit
                ? within(limit, skill.subject(input))
                : new Go("handbook: agents may");
    }

    @Override
    public Decision spend(Tx tx, Skill skill, String actionId, Map<String, Object> input, Decision decision) {
        Optional<Ask> exhausted =
                decision instanceof Go ? budgets.exhausted(tx, skill, actionId, input, file.now()) : Optional.empty();
        return exhausted.isPresent() ? exhausted.get() : decision;
    }

    @Override
    public void begun(Tx tx, Skill skill, String actionId, Map<String, Object> input) {
        budgets.count(tx, skill, actionId, input, file.now());
    }

    private Decision byHandbook(Skill skill, Map<String, Object> input, Caller caller, Handbook handbook) {
        Optional<Handbook.Rule> found = handbook.rule(skill.name()).or(() -> handbook.rule(skill.handbookLine()));
        if (skill.alone().isPresent() && !(found.orElse(null) instanceof Handbook.Rule.Always)) {
            return answering.decide(skill.alone().get(), input, caller, handbook);
        }
        if (found.isEmpty()) {
            return new Ask("handbook: no rule", "The company handbook says nothing about " + skill.name() + ".");
        }
        Handbook.Rule rule = found.get();
        if (rule instanceof Handbook.Rule.Always always) {
            return new Ask(
                    "handbook: " + always.words(),
                    "The company handbook says \"" + always.words() + "\" for " + skill.name() + ".");
        }
        if (!caller.trusted()) {
            return new Ask("handbook: senders known_only", stranger(caller.sender()));
        }
        if (rule instanceof Handbook.Rule.Above limit) {
            return within(limit, skill.subject(input));
        }
        return new Go("handbook: " + ((Handbook.Rule.Never) rule).words());
    }

    private static String stranger(String sender) {
        return "Nothing proves that this comes from you or from a known contact"
                + (sender == null ? "." : "; it says that it is from \"" + sender + "\".");
    }

    private static Decision within(Handbook.Rule.Above limit, Subject subject) {
        String rule = "handbook: above " + limit.amount().toPlainString() + " " + limit.currency();
        // Money that goes the other way is held against the limit too
        Optional<BigDecimal> amount = subject.amount().map(BigDecimal::abs);
        if (amount.isEmpty()) {
            return new Ask(rule, "It has no amount to hold against the limit.");
        }
        String currency = subject.currency().orElse(limit.currency());
        if (!currency.equals(limit.currency())) {
            return new Ask(rule, "It is in " + currency + ", and the limit is in " + limit.currency() + ".");
        }
        if (amount.get().compareTo(limit.amount()) > 0) {
            return new Ask(
                    rule,
                    "It is about " + amount.get().toPlainString() + " " + currency + ", which is above the limit of "
                            + limit.amount().toPlainString() + ".");
        }
        return new Go(rule);
    }
}

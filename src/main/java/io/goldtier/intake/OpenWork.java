package io.goldtier.intake;

import io.goldtier.intake.message.Evidence;
import io.goldtier.intake.message.Message;
import io.goldtier.intake.message.Refusal;
import io.goldtier.store.Store;
import io.goldtier.trigger.Trigger;
import io.goldtier.trigger.TriggerStatus;
import io.goldtier.trigger.Triggers;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Whether a message asks for what was asked for a moment ago in other words: the same client, the same amount, the same skill,
 * within a day. Nobody but a person can tell whether that is the same work told twice.
 */
@Component
class OpenWork {

    private static final Duration LATELY = Duration.ofDays(1);
    private static final int MOST = 2_000;

    private final Store store;
    private final Triggers triggers;

    OpenWork(Store store, Triggers triggers) {
        this.store = store;
        this.triggers = triggers;
    }

    /**
     * Holds it against the work of the last day. What the owner puts in by hand is meant.
     *
     * @throws Refusal if there is the same
     */
    void check(Message message, Trigger trigger) {
        Object amount = trigger.context().get("amount");
        Optional<String> client = trigger.client();
        boolean byOwner = message.evidence().kind() == Evidence.Kind.BY_HAND && message.isOwners();
        if (byOwner || client.isEmpty() || !(amount instanceof Number)) {
            return;
        }
        Instant since = message.received().minus(LATELY);
        same(trigger, client.get(), new BigDecimal(amount.toString()), since).ifPresent(other -> {
            throw new Refusal(
                    "Asked for before",
                    "Within a day, the same was asked for client " + client.get() + " over the same amount, " + amount
                            + "; only you can tell whether this is the same work told twice.",
                    List.of("The other is the trigger " + other.triggerId() + ", which stands at "
                            + other.status().word() + ": `Plans/PLAN_" + other.triggerId() + ".md`."),
                    List.of("If it is other work, write what is to be done into a text file and drop that into"
                            + " Needs_Action."));
        });
    }

    private Optional<Trigger> same(Trigger trigger, String client, BigDecimal amount, Instant since) {
        List<String> recent = store.read(tx -> tx.query(
                "SELECT trigger_id FROM triggers WHERE created >= ? AND context LIKE ? ORDER BY created DESC LIMIT "
                        + MOST,
                row -> row.string("trigger_id"),
                since,
                "%\"client_name\"%"));
        Object skill = trigger.triggeredActions().get(0).get("type");
        return recent.stream()
                .map(triggers::find)
                .flatMap(Optional::stream)
                .filter(other -> !other.triggerId().equals(trigger.triggerId())
                        && other.status() != TriggerStatus.FAILED
                        && other.client().filter(client::equalsIgnoreCase).isPresent()
                        && other.context().get("amount") instanceof Number its
                        && new BigDecimal(its.toString()).compareTo(amount) == 0
                        && other.triggeredActions().get(0).get("type").equals(skill))
                .findFirst();
    }
}

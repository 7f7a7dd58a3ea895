package io.goldtier.report;

import io.goldtier.approval.ApprovalRequest;
import io.goldtier.approval.Approvals;
import io.goldtier.json.Listed;
import io.goldtier.skill.system.Systems;
import io.goldtier.trigger.Action;
import io.goldtier.trigger.ActionState;
import io.goldtier.trigger.Actions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What waits for a person, as the console, the REST addresses and {@code Dashboard.md} all show it. */
@Component
public class NeedsYou {

    private final Approvals approvals;
    private final Actions actions;
    private final Inbox inbox;
    private final Systems systems;
    private final OwnTroubles own;

    NeedsYou(Approvals approvals, Actions actions, Inbox inbox, Systems systems, OwnTroubles own) {
        this.approvals = approvals;
        this.actions = actions;
        this.inbox = inbox;
        this.systems = systems;
        this.own = own;
    }

    /**
     * The things that wait.
     *
     * @param own what is wrong with the assistant itself, before all else
     * @param asked requests for approval, oldest first
     * @param doubts actions of which nobody knows whether they took effect
     * @param alerts the alerts that are not about one of these
     * @param troubles outside systems that cannot be used
     */
    public record Picture(
            List<OwnTroubles.Trouble> own,
            Listed<ApprovalRequest> asked,
            Listed<Action> doubts,
            Listed<Inbox.Alert> alerts,
            List<Systems.Trouble> troubles) {}

    /**
     * How much of it is shown.
     *
     * @param each how many requests, and how many doubts
     * @param alerts how many alerts
     */
    public record Shown(int each, int alerts) {

        private static final int ALERTS = 20;

        /** So many requests and doubts, and as many alerts as anybody reads at once. */
        public static Shown of(int each) {
            return new Shown(each, ALERTS);
        }
    }

    /** What waits now. */
    public Picture now(Shown most) {
        Listed<ApprovalRequest> asked = approvals.pending(most.each());
        Listed<Action> doubts = actions.inState(ActionState.IN_DOUBT, 0, most.each());
        Set<String> waiting = new HashSet<>(actions.waitingForAPerson());
        asked.shown().forEach(request -> waiting.add(request.actionId()));
        return new Picture(own.now(), asked, doubts, inbox.alerts(waiting, most.alerts()), systems.troubles());
    }
}

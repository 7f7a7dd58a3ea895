package io.goldtier.skill.system;

import io.goldtier.skill.Skill;
import io.goldtier.skill.Skills;
import io.goldtier.store.Tx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * What is published on a system is published one after the other, in the order in which it was approved: also when a quota
 * holds the first of them. What waits for something else, such as its time, lets the others go first.
 */
@Component
public class Turns {

    private final Skills skills;
    private final Clock clock;
    private final Map<String, List<String>> publishing = new ConcurrentHashMap<>();

    Turns(Skills skills, Clock clock) {
        this.skills = skills;
        this.clock = clock;
        skills.onStarted(name -> publishing.clear());
    }

    /**
     * The one whose turn it is.
     *
     * @param actionId the action
     * @param triggerId the work that it belongs to
     * @param waits true when it has gone to rest until it is its turn
     */
    public record First(String actionId, String triggerId, boolean waits) {}

    /** True when this skill's actions take turns. */
    public boolean has(Skill skill) {
        return skill.isPublishing() && !skill.system().isEmpty();
    }

    private List<String> publishing(String system) {
        return skills.all().stream()
                .filter(skill -> has(skill) && skill.system().equals(system))
                .map(Skill::name)
                .toList();
    }

    /** Which of the approved actions of plans that publish on this system goes first; empty when there is none. */
    public Optional<First> first(Tx tx, String system) {
        List<String> names = publishing.computeIfAbsent(system, this::publishing);
        if (names.isEmpty()) {
            return Optional.empty();
        }
        List<Object> values = new ArrayList<>(names);
        values.add("quota " + system + "%");
        values.add("turn " + system);
        values.add(clock.instant());
        return tx.first(
                // From the plans that are open, which are few, to their approvals
                "SELECT a.action_id, a.trigger_id, l.waiting_for FROM loops l CROSS JOIN actions a CROSS JOIN approvals p"
                        + " WHERE l.status = 'active' AND a.trigger_id = l.trigger_id AND p.action_id = a.action_id"
                        // In the words of the index of approvals by their actions
                        + " AND p.status IN ('pending', 'approved') AND p.status = 'approved'"
                        + " AND a.state IN ('ready', 'awaiting_approval', 'running', 'waiting') AND a.type IN ("
                        + names.stream().map(name -> "?").collect(Collectors.joining(", "))
                        + ") AND (l.owner IS NOT NULL OR l.waiting_for LIKE ? OR l.waiting_for = ? OR l.wake_at <= ?)"
                        + " ORDER BY p.decided, l.arrival LIMIT 1",
                row -> new First(
                        row.string("action_id"),
                        row.string("trigger_id"),
                        ("turn " + system).equals(row.string("waiting_for"))),
                values.toArray());
    }
}

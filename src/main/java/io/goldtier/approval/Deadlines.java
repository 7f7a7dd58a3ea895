package io.goldtier.approval;

import io.goldtier.loop.Loop;
import io.goldtier.loop.Loops;
import io.goldtier.outbox.Alerts;
import io.goldtier.store.Store;
import io.goldtier.vault.Alert;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What time does to requests: they are drawn again, people are reminded once a day, and in the end they expire. */
@Component("approvalDeadlines")
class Deadlines {

    private static final Duration DAY = Duration.ofDays(1);
    private static final int AT_ONCE = 100;

    private final Store store;
    private final Decisions decisions;
    private final ApprovalNotes notes;
    private final ApprovedCalls calls;
    private final Loops loops;
    private final Alerts alerts;
    private final Clock clock;

    Deadlines(
            Store store,
            Decisions decisions,
            ApprovalNotes notes,
            ApprovedCalls calls,
            Loops loops,
            Alerts alerts,
            Clock clock) {
        this.store = store;
        this.decisions = decisions;
        this.notes = notes;
        this.calls = calls;
        this.loops = loops;
        this.alerts = alerts;
        this.clock = clock;
    }

    /** Ends requests whose time is over. */
    void expire() {
        List<ApprovalRequest> ended = store.read(tx -> tx.query(
                "SELECT * FROM approvals WHERE status = 'pending' AND expires <= ? ORDER BY created LIMIT " + AT_ONCE,
                ApprovalRequest::read,
                clock.instant()));
        for (ApprovalRequest request : ended) {
            decisions.expire(request, timeout(request));
        }
    }

    /** Draws again what waits and has no note. */
    void showMissing() {
        notes.showMissing();
    }

    /** Goes on with approved calls that were cut off. */
    void goOn() {
        calls.goOn();
    }

    /** The inbox is where who drops a file looks; a program that called over REST asks after its request there. */
    private Alert timeout(ApprovalRequest request) {
        Alert alert = Alert.of(
                        Alert.Severity.WARNING,
                        "approval",
                        "Approval Timeout",
                        "Nobody decided about " + request.skill() + " until " + request.expires() + ".")
                .about(request.triggerId(), request.actionId())
                .done("It was not done. The rest of its plan goes on.");
        Optional<String> file = Optional.ofNullable(request.triggerId())
                .flatMap(loops::ofTrigger)
                .map(Loop::taskFile)
                .map(path -> path.substring(path.lastIndexOf('/') + 1));
        if (file.isPresent()) {
            alert = alert.known("The file that asked for it is called " + file.get() + ".");
        }
        return alert.choice("If it shall be done after all, run the work again from its page in the console, or"
                + " drop it into `Needs_Action` again.");
    }

    /** One note a day about all that has waited for a day or more. */
    void remind() {
        Instant yesterday = clock.instant().minus(DAY);
        List<ApprovalRequest> waiting = store.read(tx -> tx.query(
                "SELECT * FROM approvals WHERE status = 'pending' AND created <= ? AND NOT EXISTS"
                        + " (SELECT 1 FROM approvals WHERE reminded > ?) ORDER BY created LIMIT 20",
                ApprovalRequest::read,
                yesterday,
                yesterday));
        if (waiting.isEmpty()) {
            return;
        }
        Alert alert = Alert.of(
                Alert.Severity.INFO,
                "approval",
                "Still waiting for you",
                "Requests for approval have waited for more than a day.");
        for (ApprovalRequest request : waiting) {
            alert = alert.known(request.skill() + ", until " + request.expires() + ": `./goldtier approve "
                    + request.approvalId() + "`");
        }
        Alert reminder = alert.choice("Decide in the console, or move the notes in `Pending_Approval`.");
        store.commit(tx -> {
            tx.update(
                    "UPDATE approvals SET reminded = ? WHERE status = 'pending' AND created <= ?",
                    clock.instant(),
                    yesterday);
            alerts.raise(tx, reminder);
            return null;
        });
    }

    /** A decision that came in the very moment in which the loop went to sleep did not wake it. */
    void wakeForgotten() {
        List<String> asleep = store.read(tx -> tx.query(
                "SELECT a.trigger_id FROM approvals a JOIN loops l ON l.trigger_id = a.trigger_id"
                        + " WHERE a.decided > ? AND l.status = 'active' AND l.owner IS NULL AND l.wake_at IS NULL"
                        + " AND l.waiting_for = 'approval ' || a.approval_id",
                row -> row.string("trigger_id"),
                clock.instant().minus(Duration.ofHours(1))));
        if (!asleep.isEmpty()) {
            store.commit(tx -> {
                asleep.forEach(trigger -> loops.wake(tx, trigger));
                return null;
            });
        }
    }
}

package io.goldtier.report.figures;

import io.goldtier.skill.Skills;
import io.goldtier.skill.system.SystemCard;
import io.goldtier.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Where the time of a piece of work went, from its plan's own history: what it waited for, from when to when. */
@Component
class Spans {

    /** What a person must settle, when the reason is not a doubt: the system had been offline for an hour. */
    private static final String OFFLINE = " has been offline";

    private final Skills skills;

    Spans(Skills skills) {
        this.skills = skills;
    }

    /**
     * A stretch of time.
     *
     * @param from its beginning
     * @param until its end
     * @param kind what sort of cause it had, in a word or two, the same for all of that sort
     * @param cause the cause, for this piece of work
     */
    record Span(Instant from, Instant until, String kind, String cause) {

        Duration length() {
            return Duration.between(from, until);
        }

        Span within(Instant start, Instant end) {
            return new Span(from.isBefore(start) ? start : from, until.isAfter(end) ? end : until, kind, cause);
        }
    }

    private record Wait(Instant since, String waitingFor, String why, Instant wakeAt) {}

    private record Asked(String skill, String question, String status, Instant decided) {}

    /** The stretches that lie within this time, without gaps: what was no wait was work. */
    List<Span> of(Tx tx, String loopId, Instant start, Instant end) {
        List<Wait> waits = tx.query(
                "SELECT since, waiting_for, why, wake_at FROM waits WHERE loop_id = ? ORDER BY since",
                row -> new Wait(
                        row.instant("since"), row.string("waiting_for"), row.string("why"), row.instant("wake_at")),
                loopId);
        List<Span> spans = new ArrayList<>();
        Instant at = start;
        for (int i = 0; i < waits.size(); i++) {
            Instant next = i + 1 < waits.size() ? waits.get(i + 1).since() : end;
            Span span = span(tx, waits.get(i), next).within(at, end);
            if (span.length().toMillis() > 0) {
                work(spans, at, span.from());
                spans.add(span);
                at = span.until();
            }
        }
        work(spans, at, end);
        return spans;
    }

    private static void work(List<Span> spans, Instant from, Instant until) {
        if (from.isBefore(until)) {
            spans.add(new Span(from, until, "work", "The work itself"));
        }
    }

    private Span span(Tx tx, Wait wait, Instant next) {
        String what = wait.waitingFor();
        int space = what.indexOf(' ');
        String first = space < 0 ? what : what.substring(0, space);
        String rest = space < 0 ? "" : what.substring(space + 1);
        return switch (first) {
            case "approval" -> approval(tx, wait, rest, next);
            case "system" ->
                wait.wakeAt() == null
                        ? new Span(wait.since(), next, "credentials", title(rest) + " did not accept our credentials")
                        : new Span(wait.since(), next, "offline", title(rest) + " offline");
            case "quota" -> new Span(wait.since(), next, "quota", "Quota of " + title(rest) + " used up");
            case "skill" -> new Span(wait.since(), next, "stopped", "The route " + rest + " was stopped");
            default -> other(tx, wait, next);
        };
    }

    private Span approval(Tx tx, Wait wait, String approvalId, Instant next) {
        Optional<Asked> asked = tx.first(
                "SELECT skill, params, status, decided FROM approvals WHERE approval_id = ?",
                row -> new Asked(
                        row.string("skill"),
                        row.json("params").get("question") instanceof String question ? question : null,
                        row.string("status"),
                        row.instant("decided")),
                approvalId);
        if (asked.isEmpty()) {
            return new Span(wait.since(), next, "approval", "Waiting for approval");
        }
        Asked found = asked.get();
        // A decision made meanwhile ends the wait, however long the plan was then held up by something else
        Instant until = found.decided() != null && found.decided().isBefore(next) ? found.decided() : next;
        if (found.question() != null) {
            return new Span(wait.since(), until, "answer", "Waiting for an answer: " + found.question());
        }
        String words = found.skill().replace('_', ' ');
        return found.status().equals("expired") && !found.decided().isAfter(next)
                ? new Span(wait.since(), until, "approval", "Approval of " + words + " expired: nobody decided")
                : new Span(wait.since(), until, "approval", "Waiting for approval of " + words);
    }

    private Span other(Tx tx, Wait wait, Instant next) {
        String what = wait.waitingFor();
        if (what.startsWith("a person to settle ")) {
            int offline = wait.why().indexOf(OFFLINE);
            if (offline > 0) {
                return new Span(wait.since(), next, "offline", title(wait.why().substring(0, offline)) + " offline");
            }
            String skill = tx.first(
                            "SELECT type FROM actions WHERE action_id = ?",
                            row -> row.string("type"),
                            what.substring("a person to settle ".length()))
                    .orElse("a step")
                    .replace('_', ' ');
            return new Span(wait.since(), next, "in doubt", "In doubt whether " + skill + " took effect");
        }
        return switch (what) {
            case "its outcome to be looked up" ->
                new Span(wait.since(), next, "in doubt", "Looking up whether it took effect");
            case "another try" -> new Span(wait.since(), next, "errors", "Errors of the other side: " + wait.why());
            case "the next start" -> new Span(wait.since(), next, "not running", "The assistant was not running");
            case "the file STOP in the vault to be taken away" ->
                new Span(wait.since(), next, "stopped", "Stopped by a person, with the file STOP");
            default ->
                what.startsWith("a fault to pass")
                        ? new Span(wait.since(), next, "errors", "A fault of ours: " + wait.why())
                        : new Span(wait.since(), next, "waiting for others", "Waiting for " + what);
        };
    }

    private String title(String system) {
        return skills.system(system)
                .map(SystemCard::title)
                .orElseGet(() ->
                        system.isEmpty() ? system : Character.toUpperCase(system.charAt(0)) + system.substring(1));
    }
}

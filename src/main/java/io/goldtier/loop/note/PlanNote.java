package io.goldtier.loop.note;

import io.goldtier.audit.Redaction;
import io.goldtier.json.Cut;
import io.goldtier.json.Listed;
import io.goldtier.loop.Loop;
import io.goldtier.loop.LoopStatus;
import io.goldtier.outbox.RelatedNotes;
import io.goldtier.skill.Subject;
import io.goldtier.trigger.Action;
import io.goldtier.trigger.Trigger;
import io.goldtier.vault.Link;
import io.goldtier.vault.Markdown;
import io.goldtier.vault.Note;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;

/** The Plan.md that people see: drawn from the store, and drawn again whenever a step moves. */
final class PlanNote {

    private static final int LONGEST = 300;

    private PlanNote() {}

    /** The words of a plan's status: active, waiting, completed, failed. */
    static String status(LoopStatus loop, String waitingFor) {
        return switch (loop) {
            case ACTIVE -> waitingFor == null ? "active" : "waiting";
            case COMPLETED -> "completed";
            case FAILED, MAX_ITERATIONS_EXCEEDED -> "failed";
        };
    }

    /**
     * The plan as it stands.
     *
     * @param about says what a step is about
     * @param lies where the task file lies now; null when there is none
     * @param related the other notes about the same work
     */
    static Note of(
            Loop loop,
            Trigger trigger,
            List<Action> actions,
            Function<Action, Subject> about,
            String lies,
            Listed<RelatedNotes.Related> related,
            Instant now) {
        String status = status(loop.status(), loop.waitingFor());
        Map<String, Object> front = new LinkedHashMap<>();
        front.put("plan_id", "PLAN_" + trigger.triggerId());
        front.put("trigger_id", trigger.triggerId());
        front.put("loop_id", loop.loopId());
        front.put("task_file", lies);
        front.put("status", status);
        front.put("created", loop.started());
        front.put("updated", now);
        front.put("type", "plan");
        front.put("title", trigger.title());
        front.put("aliases", List.of(trigger.title()));
        front.put("source", trigger.sourceType());
        trigger.client().ifPresent(client -> front.put("client", Link.property(ClientNotes.path(client))));
        StringBuilder body = new StringBuilder("\n# Objective\n\n");
        body.append(Markdown.text(trigger.objective())).append("\n\n## Steps\n\n");
        actions.forEach(
                action -> body.append(box(action, about.apply(action).line())).append('\n'));
        body.append('\n').append(PlanFlow.of(trigger.sourceType(), actions, status));
        body.append(PlanResults.of(actions));
        links(body, trigger, lies, related);
        body.append("\n## Notes\n\n");
        body.append(Markdown.sentence(note(loop))).append('\n');
        return new Note(front, body.toString());
    }

    private static String note(Loop loop) {
        if (loop.status() != LoopStatus.ACTIVE) {
            return loop.outcome() == null ? "It has ended." : loop.outcome();
        }
        String stop = "Write `stop: true` between the lines `---` above to stop this plan.";
        if (loop.waitingFor() == null) {
            return stop;
        }
        String until = loop.wakeAt() == null ? "" : " (until " + loop.wakeAt() + ")";
        return "Waits for " + loop.waitingFor() + until + ". " + stop;
    }

    /** A step in words: what it does, for whom, how much. */
    static String words(Action action, Subject subject) {
        String about = subject.line();
        return action.type() + (about.isEmpty() ? "" : ": " + about);
    }

    private static void links(StringBuilder body, Trigger trigger, String lies, Listed<RelatedNotes.Related> related) {
        if (lies == null && related.shown().isEmpty() && trigger.client().isEmpty()) {
            return;
        }
        body.append("\n## Links\n\n");
        if (lies != null) {
            String file = lies.replaceFirst("\\.md$", "");
            body.append("- Task: %s\n".formatted(Link.to(file, lies.substring(lies.lastIndexOf('/') + 1))));
        }
        trigger.client()
                .ifPresent(
                        client -> body.append("- Client: %s\n".formatted(Link.to(ClientNotes.path(client), client))));
        related.shown()
                .forEach(note -> body.append("- %s: %s\n"
                        .formatted(
                                note.kind().equals(RelatedNotes.APPROVAL) ? "Approval" : "Alert",
                                Link.to(note.name(), note.title()))));
        if (related.more() > 0) {
            body.append("- ")
                    .append(related.rest("before these, in `Inbox/` and `Done/`"))
                    .append('\n');
        }
    }

    /** Done, deliberately not done, failed, or open. */
    private static char mark(Action action) {
        return switch (action.state()) {
            case DONE -> 'x';
            case REJECTED, SKIPPED -> '-';
            case FAILED -> '!';
            default -> ' ';
        };
    }

    /** One step as a checkbox with what it does and what came of it. */
    private static String box(Action action, String about) {
        StringBuilder line = new StringBuilder("- [").append(mark(action)).append("] ");
        line.append(action.position()).append(". ").append(action.type());
        if (!about.isEmpty()) {
            line.append(": ").append(Markdown.text(Redaction.mask(about)));
        }
        switch (action.state()) {
            case DONE ->
                line.append(" → ").append(Markdown.text(Cut.line(LONGEST, result(Redaction.mask(action.result())))));
            case READY -> {
                // An open box says it all
            }
            default -> {
                line.append(" (").append(action.state().word().replace('_', ' '));
                if (action.message() != null) {
                    line.append(": ").append(Markdown.text(Cut.line(LONGEST, Redaction.mask(action.message()))));
                }
                line.append(')');
            }
        }
        return line.toString();
    }

    private static String result(Map<String, Object> result) {
        StringJoiner words = new StringJoiner(", ");
        result.forEach((name, value) -> {
            if (value instanceof String || value instanceof Number || value instanceof Boolean) {
                words.add(name + " " + value);
            }
        });
        return words.length() == 0 ? "done" : words.toString();
    }
}

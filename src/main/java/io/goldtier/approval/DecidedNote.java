package io.goldtier.approval;

import io.goldtier.json.Plain;
import io.goldtier.vault.Markdown;
import io.goldtier.vault.Note;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How the note of a request reads once it is decided: what was approved in place of what was asked, what was changed, and
 * who decided. It is made anew from the request however often it is written; what people have written into it of their own
 * stays, at its end.
 */
final class DecidedNote {

    private static final String OWN = "## Notes";

    private DecidedNote() {}

    /**
     * A note that lay there while it was decided, as the record of the decision.
     *
     * @param waiting the body of the note as it was written for the person who decides
     * @param decided the same as it was decided
     */
    static Note of(Note note, ApprovalRequest request, String waiting, String decided) {
        Set<String> ours = new HashSet<>(List.of(OWN));
        waiting.lines().forEach(ours::add);
        decided.lines().forEach(ours::add);
        List<String> own = new ArrayList<>();
        NoteText.withoutBlock(NoteText.withoutProblem(note.body()))
                .lines()
                .filter(line -> line.isBlank() || !ours.contains(line))
                .forEach(own::add);
        String words = String.join("\n", own).strip().replaceAll("\n{3,}", "\n\n");
        String body = words.isEmpty() ? decided : decided + "\n" + OWN + "\n\n" + words + "\n";
        return front(note.withBody(body), request);
    }

    /** The same note with the decision in its front matter. */
    static Note front(Note note, ApprovalRequest request) {
        return NoteText.subject(note, request)
                .with("status", request.status())
                .with("decided", request.decided())
                .with("decided_by", request.decidedBy())
                .with("decided_how", request.decidedHow())
                .with("decision_reason", request.decisionReason())
                .with("asked_hash", request.paramsHash())
                .with("approved_hash", request.approvedHash());
    }

    /** The heading over what was decided on. */
    static String heading(ApprovalRequest request) {
        boolean answered = request.skill().equals(QuestionAnswers.QUESTION);
        return request.approvedParams() == null
                ? "## What was asked"
                : answered ? "## What was answered" : "## What was approved";
    }

    /** What the person who approved it has changed, a line each; empty when nothing. */
    static String changes(ApprovalRequest request) {
        StringBuilder lines = new StringBuilder();
        request.changes().forEach(change -> lines.append("- Changed before approval: ")
                .append(Markdown.text(change.field()))
                .append(' ')
                .append(value(change.asked()))
                .append(" → ")
                .append(value(change.approved()))
                .append('\n'));
        return lines.isEmpty() ? "" : lines.append('\n').toString();
    }

    private static String value(Object value) {
        return value == null ? "(nothing)" : Markdown.text(Plain.words(value).replaceAll("\\s+", " "));
    }

    /** Who decided, how and when, in a sentence. */
    static String decision(ApprovalRequest request) {
        if (request.status().equals("expired")) {
            return "Nobody decided until " + request.expires() + ", so it was not done.\n";
        }
        String reason =
                request.decisionReason() == null || request.decisionReason().isBlank()
                        ? "."
                        : ": " + Markdown.sentence(request.decisionReason());
        return (request.approvedParams() == null ? "Rejected by " : "Approved by ")
                + Markdown.text(request.decidedBy()) + " (" + request.decidedHow() + ") on " + request.decided()
                + reason + "\n";
    }
}

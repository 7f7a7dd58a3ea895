package io.goldtier.approval;

import io.goldtier.audit.Redaction;
import io.goldtier.json.Plain;
import io.goldtier.json.Yaml;
import io.goldtier.vault.Link;
import io.goldtier.vault.Markdown;
import io.goldtier.vault.Note;
import io.goldtier.vault.YamlText;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a request reads as a note, and how the parameters are found in it again after somebody has edited them. */
final class NoteText {

    /** What a look at a page says of the picture that it has taken. */
    private static final Pattern PICTURE = Pattern.compile("Picture: (Logs/screenshots/[A-Za-z0-9_-]+\\.png)");

    private static final Pattern BLOCK = Pattern.compile("(?ms)^(`{3,})ya?ml[ \\t]*\\n(.*?)^\\1[ \\t]*$");
    private static final Pattern NAME = Pattern.compile("APPROVAL_(ap-[a-z0-9]+)_");
    private static final Pattern WARNING = Pattern.compile("(?m)\\A\\n*(> .*\\n)+\\n?");
    private static final String WARNING_HEAD = "> [!warning] Not approved";

    private NoteText() {}

    /** The name of the request's note. */
    static String name(ApprovalRequest request) {
        return "APPROVAL_" + request.approvalId() + "_" + request.skill() + ".md";
    }

    /** The id in a note's name; a file manager may have added to the name. */
    static Optional<String> idIn(String name) {
        Matcher found = NAME.matcher(name);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    /** The request as a note. */
    static String render(ApprovalRequest request, Preview preview) {
        Map<String, Object> front = new LinkedHashMap<>();
        front.put("type", "approval_request");
        front.put("approval_id", request.approvalId());
        front.put("trigger_id", request.triggerId());
        front.put("action", request.skill());
        front.put("amount", null);
        front.put("recipient", null);
        front.put("reason", request.reason());
        front.put("created", request.created());
        front.put("expires", request.expires());
        front.put("status", request.status());
        front.put("title", null);
        front.put("aliases", null);
        if (request.triggerId() != null) {
            front.put("plan", Link.property("PLAN_" + request.triggerId()));
        }
        Note note = new Note(front, body(request, preview));
        return (request.isPending() ? subject(note, request) : DecidedNote.front(note, request)).render();
    }

    /** The same note with what the request is about in its front matter. */
    static Note subject(Note note, ApprovalRequest request) {
        return note.with("amount", amount(request.amount()))
                .with("recipient", request.recipient())
                .with("title", request.title())
                .with("aliases", List.of(request.title()));
    }

    /**
     * The parameters as they stand in a note.
     *
     * @throws Yaml.YamlProblem if the block is no YAML mapping
     */
    static Optional<Map<String, Object>> params(Note note) {
        return block(note.body()).map(Yaml::readMap);
    }

    /** The body of a note without its block of parameters. */
    static String withoutBlock(String body) {
        return BLOCK.matcher(body).replaceFirst("");
    }

    private static Optional<String> block(String body) {
        Matcher block = BLOCK.matcher(body);
        return block.find() ? Optional.of(block.group(2)) : Optional.empty();
    }

    /** True when the parameters in a request's note are no more those that were written there. */
    static boolean isEdited(Note note, ApprovalRequest request) {
        if (block(note.body()).equals(block(parameters(request)))) {
            return false;
        }
        try {
            Optional<Map<String, Object>> params = params(note);
            return params.isEmpty()
                    || !Fingerprint.of(Redaction.restore(params.get(), request.params()))
                            .equals(request.paramsHash());
        } catch (Yaml.YamlProblem e) {
            return true;
        }
    }

    private static String parameters(ApprovalRequest request) {
        return Markdown.fenced(YamlText.write(Redaction.mask(request.effectiveParams())), "yaml");
    }

    /** The note with the reason why it was not approved at its top, in place of an earlier one. */
    static Note withProblem(Note note, String problem) {
        String body = withoutProblem(note.body());
        return note.withBody("\n" + WARNING_HEAD + "\n> " + Markdown.text(problem) + "\n" + body);
    }

    /** The body of a note without the reason why it was not approved. */
    static String withoutProblem(String body) {
        return body.stripLeading().startsWith(WARNING_HEAD)
                ? WARNING.matcher(body).replaceFirst("\n")
                : body;
    }

    /** What stands below the front matter. */
    static String body(ApprovalRequest request, Preview preview) {
        StringBuilder body = new StringBuilder();
        body.append("\n# ").append(Markdown.text(request.title())).append("\n\n");
        body.append(Markdown.sentence(request.reason())).append("\n\n");
        if (request.isPending()) {
            body.append("## What will be done\n\n");
            preview(body, preview, "");
            body.append(
                    "## Parameters\n\nChange them here if you like; what stands here when you approve is what is done.\n\n");
            body.append(parameters(request)).append('\n');
            howToDecide(body, request);
        } else {
            body.append(DecidedNote.heading(request)).append("\n\n").append(DecidedNote.changes(request));
            preview(body, preview, request.isEdited() ? "Found before it was changed:\n\n" : "");
            body.append("## Parameters\n\n").append(parameters(request)).append('\n');
            body.append("## Decision\n\n").append(DecidedNote.decision(request));
        }
        return body.toString();
    }

    private static void howToDecide(StringBuilder body, ApprovalRequest request) {
        body.append("## Your decision\n\n");
        if (request.skill().equals(QuestionAnswers.QUESTION)) {
            body.append(
                            "To answer, write `answer:` into the block above and approve, or mail or drop a message that says `Answer ")
                    .append(request.approvalId())
                    .append(": …`.\n");
        }
        body.append(
                        "To approve, move this file to `Approved/`, or, if you have changed nothing, run `./goldtier approve ")
                .append(request.approvalId())
                .append("`.\nTo reject, move it to `Rejected/`, or run `./goldtier reject ")
                .append(request.approvalId())
                .append(" --reason \"…\"`.\n");
    }

    private static void preview(StringBuilder body, Preview preview, String foundWhen) {
        if (preview.words() != null) {
            preview.words().lines().forEach(line -> body.append("> ")
                    .append(Markdown.text(line))
                    .append('\n'));
            body.append('\n').append(preview.length()).append(" characters.\n\n");
        }
        if (!preview.facts().isEmpty()) {
            body.append("| | |\n|---|---|\n");
            preview.facts().forEach((name, value) -> body.append("| ")
                    .append(Markdown.text(name))
                    .append(" | ")
                    .append(Markdown.text(Plain.words(value)))
                    .append(" |\n"));
            body.append('\n');
        }
        body.append(preview.found().isEmpty() ? "" : foundWhen);
        preview.found().forEach(sentence -> body.append("- ")
                .append(PICTURE.matcher(sentence).matches() ? picture(sentence) : Markdown.text(sentence))
                .append('\n'));
        if (!preview.found().isEmpty()) {
            body.append('\n');
        }
    }

    private static String picture(String sentence) {
        return PICTURE.matcher(sentence).replaceFirst("![How the page looks](../$1)");
    }

    private static Object amount(String amount) {
        try {
            return amount == null ? null : new BigDecimal(amount);
        } catch (NumberFormatException e) {
            // With its currency it is a text
            return amount;
        }
    }
}

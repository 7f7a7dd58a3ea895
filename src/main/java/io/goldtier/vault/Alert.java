package io.goldtier.vault;

import io.goldtier.json.Cut;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What a person must know: a note in the inbox that says what happened, what was done, what is known and what can be
 * done now.
 *
 * <p>Sentences may hold text from outside; it is escaped when the note is written. A command between backticks stays a
 * command.
 *
 * @param severity how bad it is
 * @param system which part or outside system it is about, such as {@code intake} or {@code odoo}
 * @param title the note's heading and, shortened, part of its file name
 * @param triggerId the trigger, or null
 * @param actionId the action, or null
 * @param file what it is about lies there, a path in the vault; null when it is about no file
 * @param happened what happened
 * @param done what was done about it, or null
 * @param known what is known, a sentence each
 * @param choices what a person can do now, a sentence each
 * @param quote lines from outside to show as they are, or null
 */
public record Alert(
        Severity severity,
        String system,
        String title,
        String triggerId,
        String actionId,
        String file,
        String happened,
        String done,
        List<String> known,
        List<String> choices,
        String quote) {

    private static final int TITLE = 300;
    private static final int SENTENCE = 4_000;
    private static final int QUOTE = 20_000;
    private static final int MOST_SENTENCES = 100;

    /** How bad it is. */
    public enum Severity {
        /** Worth knowing. */
        INFO,
        /** Something was not done. */
        WARNING,
        /** Work stands still, or it is not known whether something was done. */
        CRITICAL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Copies the lists, and cuts what is longer than anybody reads. */
    public Alert {
        Objects.requireNonNull(severity);
        Objects.requireNonNull(system);
        title = Cut.to(TITLE, Objects.requireNonNull(title));
        happened = Cut.to(SENTENCE, Objects.requireNonNull(happened));
        done = Cut.to(SENTENCE, done);
        known = within(known);
        choices = within(choices);
        quote = Cut.to(QUOTE, quote);
    }

    private static List<String> within(List<String> sentences) {
        return sentences.stream()
                .limit(MOST_SENTENCES)
                .map(sentence -> Cut.to(SENTENCE, sentence))
                .toList();
    }

    /** An alert to be filled in with the methods below. */
    public static Alert of(Severity severity, String system, String title, String happened) {
        return new Alert(severity, system, title, null, null, null, happened, null, List.of(), List.of(), null);
    }

    /** With the trigger and the action it is about; either may be null. */
    public Alert about(String newTriggerId, String newActionId) {
        return new Alert(
                severity, system, title, newTriggerId, newActionId, file, happened, done, known, choices, quote);
    }

    /** With the file that it is about, a path in the vault. */
    public Alert file(String path) {
        return new Alert(severity, system, title, triggerId, actionId, path, happened, done, known, choices, quote);
    }

    /** With what was done about it. */
    public Alert done(String sentence) {
        return new Alert(severity, system, title, triggerId, actionId, file, happened, sentence, known, choices, quote);
    }

    /** With one more thing that is known. */
    public Alert known(String sentence) {
        return new Alert(
                severity,
                system,
                title,
                triggerId,
                actionId,
                file,
                happened,
                done,
                plus(known, sentence),
                choices,
                quote);
    }

    /** With one more thing that a person can do now. */
    public Alert choice(String sentence) {
        return new Alert(
                severity,
                system,
                title,
                triggerId,
                actionId,
                file,
                happened,
                done,
                known,
                plus(choices, sentence),
                quote);
    }

    /** With lines from outside, shown as they are. */
    public Alert quote(String lines) {
        return new Alert(severity, system, title, triggerId, actionId, file, happened, done, known, choices, lines);
    }

    private static List<String> plus(List<String> sentences, String sentence) {
        List<String> more = new ArrayList<>(sentences);
        more.add(sentence);
        return more;
    }

    String body() {
        StringBuilder body = new StringBuilder();
        body.append("# ").append(Markdown.text(title)).append("\n\n## What happened\n\n");
        body.append(Markdown.sentence(happened)).append('\n');
        if (done != null) {
            body.append("\n## What was done\n\n")
                    .append(Markdown.sentence(done))
                    .append('\n');
        }
        list(body, "What is known", known);
        if (quote != null) {
            body.append(known.isEmpty() ? "\n## What is known\n\n" : "\n").append(Markdown.fenced(quote, "text"));
        }
        list(body, "What you can do now", choices);
        return body.toString();
    }

    private static void list(StringBuilder body, String heading, List<String> sentences) {
        if (!sentences.isEmpty()) {
            body.append("\n## ").append(heading).append("\n\n");
            sentences.forEach(sentence ->
                    body.append("- ").append(Markdown.sentence(sentence)).append('\n'));
        }
    }
}

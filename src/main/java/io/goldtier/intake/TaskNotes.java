package io.goldtier.intake;

import io.goldtier.intake.message.Bounds;
import io.goldtier.intake.message.ContentKey;
import io.goldtier.intake.message.Message;
import io.goldtier.intake.message.Refusal;
import io.goldtier.intake.message.Stated;
import io.goldtier.intake.message.Trust;
import io.goldtier.skill.Skills;
import io.goldtier.trigger.ActionForm;
import io.goldtier.trigger.NewWork;
import io.goldtier.trigger.Trigger;
import io.goldtier.trigger.TriggerStatus;
import io.goldtier.vault.Note;
import io.goldtier.vault.NoteProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Reads notes: by their front matter where it names actions, else by the words of their body. */
@Component("notes")
class TaskNotes {

    private final BusinessRules rules;
    private final Skills skills;
    private final Trust trust;

    TaskNotes(BusinessRules rules, Skills skills, Trust trust) {
        this.rules = rules;
        this.skills = skills;
        this.trust = trust;
    }

    /**
     * A note whose front matter is read.
     *
     * @param message its body, and what it says of who wrote it
     * @param actions the actions that its front matter names; none when it names none
     */
    record Read(Message message, Note note, List<Map<String, Object>> actions) {

        /** For the route, which branches by it. */
        public boolean isWork() {
            return !actions.isEmpty();
        }
    }

    /**
     * Reads the front matter.
     *
     * @throws Refusal if it cannot be read
     */
    Read read(Message message) {
        try {
            Note note = Note.parse(message.text());
            String subject = note.text("subject").orElse("");
            return new Read(message.reading(Stated.in(note), subject, note.body()), note, actions(note));
        } catch (NoteProblem e) {
            throw new Refusal("Front matter cannot be read", message.reference() + ", " + e.getMessage() + ".");
        }
    }

    /**
     * The work that the front matter names.
     *
     * @throws Refusal if it cannot be accepted
     */
    List<NewWork> named(Read read) {
        Message message = read.message();
        Note note = read.note();
        Map<String, Object> context = context(note);
        Map<String, Object> sourceData = new LinkedHashMap<>();
        sourceData.put("file", message.reference());
        sourceData.put("message", Bounds.kept(note.body().strip()));
        if (message.sender() != null) {
            sourceData.put("sender", message.sender());
        }
        Trigger trigger = new Trigger(
                id(message, note),
                domain(note),
                message.sourceType(),
                sourceData,
                read.actions(),
                TriggerStatus.PENDING,
                message.received(),
                message.received(),
                context);
        return List.of(new NewWork(rules.check(trigger), message.contentKey(), message.taskFile(), trust.in(message)));
    }

    private List<Map<String, Object>> actions(Note note) {
        Object written =
                note.value("actions").or(() -> note.value("triggered_actions")).orElse(null);
        if (written == null) {
            return note.text("action")
                    .filter(name -> skills.find(name).isPresent())
                    .map(name -> ActionForm.read(
                                    Map.of(name, note.value("params").orElse(Map.of())))
                            .map(List::of)
                            .orElseThrow(() -> new Refusal(
                                    "Action not understood",
                                    "params in the front matter must be the input of " + name
                                            + ", a mapping of names to values.")))
                    .orElse(List.of());
        }
        if (!(written instanceof List<?> list) || list.isEmpty()) {
            throw new Refusal("No action", "actions in the front matter must be a list with at least one action.");
        }
        List<Map<String, Object>> actions = new ArrayList<>();
        for (Object item : list) {
            actions.add(ActionForm.read(item)
                    .orElseThrow(() -> new Refusal(
                            "Action not understood",
                            "An action in the front matter must look like"
                                    + " '- odoo_create_invoice: {client: Client ABC, amount: 10000}', was: " + item
                                    + ".")));
        }
        return actions;
    }

    private static Map<String, Object> context(Note note) {
        Map<String, Object> context = new LinkedHashMap<>();
        if (note.value("context").orElse(null) instanceof Map<?, ?> given) {
            given.forEach((key, value) -> context.put(String.valueOf(key), value));
        }
        note.text("client_name")
                .or(() -> note.text("client"))
                .ifPresent(name -> context.putIfAbsent("client_name", name));
        note.value("amount").ifPresent(amount -> context.putIfAbsent("amount", amount));
        note.text("project").ifPresent(project -> context.putIfAbsent("project", project));
        return context;
    }

    private static String id(Message message, Note note) {
        String id = note.text("trigger_id").orElseGet(() -> ContentKey.triggerId(message.contentKey()));
        if (!id.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
            throw new Refusal(
                    "Wrong id",
                    "trigger_id must be 1 to 100 letters, digits, dots, hyphens and underscores, was: " + id + ".");
        }
        return id;
    }

    private static String domain(Note note) {
        String domain = note.text("source_domain").orElse("business");
        if (!domain.equals("business") && !domain.equals("personal")) {
            throw new Refusal("Wrong domain", "source_domain must be personal or business, was: " + domain + ".");
        }
        return domain;
    }
}

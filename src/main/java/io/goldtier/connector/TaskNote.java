package io.goldtier.connector;

import io.goldtier.json.Cut;
import io.goldtier.vault.Folder;
import io.goldtier.vault.Markdown;
import io.goldtier.vault.Names;
import io.goldtier.vault.Note;
import io.goldtier.vault.Vault;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Writes notes about what is to be done by a day; the note of an action is written once, and is its owner's after that. */
@Component("taskNote")
class TaskNote {

    private static final int LONGEST_TITLE = 120;
    private static final int SHORT = 8;

    private final Vault vault;

    TaskNote(Vault vault) {
        this.vault = vault;
    }

    /** Writes it, unless it is there. */
    public Map<String, Object> write(
            @Variable("input") Map<String, Object> input,
            @Variable("drawn") String drawn,
            @Variable("trigger_id") String triggerId) {
        String title = Cut.to(
                LONGEST_TITLE,
                String.valueOf(input.get("title")).strip().lines().findFirst().orElse("Task"));
        Path file = vault.file(
                Folder.INBOX,
                "TASK_" + input.get("date") + "_" + Names.slug(title) + "_" + drawn.substring(0, SHORT) + ".md");
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            Map<String, Object> front = new LinkedHashMap<>();
            front.put("type", "task");
            front.put("status", "open");
            front.put("title", title);
            front.put("due", String.valueOf(input.get("date")));
            put(front, "time", input.get("time"));
            put(front, "person", input.get("person"));
            put(front, "trigger_id", triggerId);
            String text = input.get("text") == null ? "" : Markdown.fenced(String.valueOf(input.get("text")), "text");
            vault.write(file, new Note(front, "\n# " + Markdown.text(title) + "\n\n" + text).render());
        }
        return Map.of("file", vault.relative(file));
    }

    private static void put(Map<String, Object> front, String name, Object value) {
        if (value != null) {
            front.put(name, value);
        }
    }
}

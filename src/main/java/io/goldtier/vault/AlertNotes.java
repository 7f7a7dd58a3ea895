package io.goldtier.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Alerts as notes in the inbox, each of them there once. */
final class AlertNotes {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Vault vault;

    AlertNotes(Vault vault) {
        this.vault = vault;
    }

    /** Writes an alert unless it lies in the inbox or in {@code Done/} already; returns where it is. */
    Path write(Alert alert, Instant created) {
        Map<String, Object> front = new LinkedHashMap<>();
        front.put("type", "alert");
        front.put("severity", alert.severity().toString());
        front.put("system", alert.system());
        front.put("trigger_id", alert.triggerId());
        front.put("action_id", alert.actionId());
        if (alert.file() != null) {
            front.put("file", alert.file());
        }
        front.put("created", created);
        front.put("title", alert.title());
        front.put("aliases", List.of(alert.title()));
        if (alert.triggerId() != null) {
            front.put("plan", Link.property("PLAN_" + alert.triggerId()));
        }
        String name = "ALERT_" + STAMP.format(created) + "_" + Names.slug(alert.title()) + ".md";
        String text = new Note(front, "\n" + alert.body()).render();
        return lies(Folder.INBOX, name, text)
                .or(() -> lies(Folder.DONE, name, text))
                .orElseGet(() -> vault.create(Folder.INBOX, name, text));
    }

    /** The alerts of this title that lie in the inbox. */
    List<Path> titled(String title) {
        Pattern name = Pattern.compile("ALERT_[^_]+_" + Pattern.quote(Names.slug(title)) + "(-\\d+)?\\.md");
        try (Stream<Path> notes = Files.list(vault.folder(Folder.INBOX))) {
            return notes.filter(
                            note -> name.matcher(note.getFileName().toString()).matches())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file of this name, or of this name with a number, that holds this text. */
    private Optional<Path> lies(Folder folder, String name, String text) {
        for (int n = 1; ; n++) {
            Path file = vault.folder(folder).resolve(Names.numbered(name, n));
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.empty();
            }
            if (vault.read(file).equals(text)) {
                return Optional.of(file);
            }
        }
    }
}

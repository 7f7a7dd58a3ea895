package io.goldtier.report;

import io.goldtier.json.Listed;
import io.goldtier.vault.Folder;
import io.goldtier.vault.Note;
import io.goldtier.vault.NoteProblem;
import io.goldtier.vault.Vault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The alerts that lie in the vault's inbox. */
@Component("inbox")
public class Inbox {

    private static final Pattern BESIDE = Pattern.compile(Folder.INBOX.folderName() + "/([^/\\x00]+)");
    private static final int LOOKED_THROUGH = 200;
    private static final List<String> WORST_FIRST = List.of("critical", "warning", "info");

    private final Vault vault;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    Inbox(Vault vault) {
        this.vault = vault;
    }

    /**
     * An alert.
     *
     * @param file its name in {@code Inbox/}
     * @param severity info, warning or critical
     * @param title its heading
     * @param happened what happened, in its words
     * @param triggerId the trigger that it is about, or null
     * @param actionId the action that it is about, or null
     * @param about the name of the file in {@code Inbox/} that it is about, or null
     * @param created when it was written
     * @param choices what a person can do now, a sentence each
     */
    public record Alert(
            String file,
            String severity,
            String title,
            String happened,
            String triggerId,
            String actionId,
            String about,
            Instant created,
            List<String> choices) {}

    /**
     * What an alert's place in the list depends on.
     *
     * @param stamp the state of its note; a person may write into it
     * @param about the file beside it that it is about, or null
     */
    private record Seen(Object stamp, String severity, String actionId, String about) {

        int rank() {
            int rank = WORST_FIRST.indexOf(severity);
            return rank < 0 ? WORST_FIRST.size() : rank;
        }
    }

    /**
     * The alerts, the worst first, without those about actions that wait for a person anyway. All must be known to tell
     * which are the worst, so what was read once is remembered, and only those that are shown are read again. Of those that are as
     * bad the newest come first.
     */
    public Listed<Alert> alerts(Collection<String> waitingActions, int limit) {
        List<String> names = names();
        seen.keySet().retainAll(new HashSet<>(names));
        // Sorting keeps the order of those that are alike: the newest first
        List<String> sorted = names.stream()
                .flatMap(name -> see(name).map(alert -> Map.entry(name, alert)).stream())
                .filter(entry -> entry.getValue().actionId() == null
                        || !waitingActions.contains(entry.getValue().actionId()))
                .sorted(Comparator.comparing(entry -> entry.getValue().rank()))
                .map(Map.Entry::getKey)
                .toList();
        List<Alert> shown = sorted.stream()
                .limit(limit)
                .flatMap(name -> read(name).stream())
                .toList();
        return new Listed<>(shown, Math.max(0, sorted.size() - limit));
    }

    private Optional<Seen> see(String name) {
        Object stamp = vault.stamp(vault.file(Folder.INBOX, name));
        Seen known = seen.get(name);
        if (stamp == null || known != null && known.stamp().equals(stamp)) {
            return Optional.ofNullable(stamp == null ? null : known);
        }
        Optional<Seen> fresh =
                read(name).map(alert -> new Seen(stamp, alert.severity(), alert.actionId(), alert.about()));
        fresh.ifPresent(alert -> seen.put(name, alert));
        return fresh;
    }

    /**
     * Files an alert away.
     *
     * @throws IllegalArgumentException if that is not the name of an alert
     */
    public void dismiss(String name) {
        if (!isAlert(name)) {
            throw new IllegalArgumentException("That is not an alert: " + name);
        }
        Path file = vault.file(Folder.INBOX, name);
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            vault.move(file, Folder.DONE);
        }
    }

    /** Files the alerts away whose file is no longer in the inbox: a person has deleted it, or put it right and moved it on. */
    public void tidy() {
        for (String name : names()) {
            see(name)
                    .map(Seen::about)
                    .filter(file -> !Files.exists(vault.folder(Folder.INBOX).resolve(file), LinkOption.NOFOLLOW_LINKS))
                    .ifPresent(gone -> dismiss(name));
        }
    }

    /** Files the newest alerts about an action away, once a person has settled it. */
    public void dismissAbout(String actionId) {
        names().stream()
                .limit(LOOKED_THROUGH)
                .flatMap(name -> read(name).stream())
                .filter(alert -> actionId.equals(alert.actionId()))
                .forEach(alert -> dismiss(alert.file()));
    }

    /** True when one of the newest alerts has this title, as when people were told before the last start. */
    public boolean hasTitled(String title) {
        return names().stream()
                .limit(LOOKED_THROUGH)
                .flatMap(name -> read(name).stream())
                .anyMatch(alert -> alert.title().equals(title));
    }

    /** Files the newest alerts away whose title begins so and fits. */
    public void dismissTitled(String beginning, Predicate<String> fits) {
        names().stream()
                .limit(LOOKED_THROUGH)
                .flatMap(name -> read(name).stream())
                .filter(alert -> alert.title().startsWith(beginning) && fits.test(alert.title()))
                .forEach(alert -> dismiss(alert.file()));
    }

    /** The names of all alerts, newest first. */
    List<String> names() {
        try (Stream<Path> files = Files.list(vault.folder(Folder.INBOX))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(Inbox::isAlert)
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The alert of this name; empty when it was taken away. */
    Optional<Alert> read(String name) {
        try {
            Note note = Note.parse(vault.read(vault.file(Folder.INBOX, name)));
            return Optional.of(new Alert(
                    name,
                    note.text("severity").orElse("info"),
                    heading(note.body(), name),
                    section(note.body(), "## What happened"),
                    note.text("trigger_id").orElse(null),
                    note.text("action_id").orElse(null),
                    note.text("file").flatMap(Inbox::beside).orElse(null),
                    note.text("created").map(Inbox::time).orElse(null),
                    choices(note.body())));
        } catch (NoteProblem e) {
            return Optional.of(
                    new Alert(name, "info", name, "This note cannot be read.", null, null, null, null, List.of()));
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }

    /** The name of a file in the inbox; a person may have written anything there. */
    private static Optional<String> beside(String path) {
        Matcher file = BESIDE.matcher(path);
        return file.matches() ? Optional.of(file.group(1)) : Optional.empty();
    }

    private static boolean isAlert(String name) {
        return name.startsWith("ALERT_") && name.endsWith(".md");
    }

    private static List<String> choices(String body) {
        return body.lines()
                .dropWhile(line -> !line.equals("## What you can do now"))
                .skip(1)
                .filter(line -> line.startsWith("- "))
                .map(line -> plain(line.substring(2)))
                .toList();
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static String heading(String body, String name) {
        return body.lines()
                .filter(line -> line.startsWith("# "))
                .map(line -> plain(line.substring(2)))
                .findFirst()
                .orElse(name);
    }

    private static String section(String body, String heading) {
        return body.lines()
                .dropWhile(line -> !line.equals(heading))
                .skip(1)
                .dropWhile(String::isBlank)
                .takeWhile(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Inbox::plain)
                .reduce((one, other) -> one + " " + other)
                .orElse("");
    }

    /** Markdown's escapes and marks taken away. */
    private static String plain(String markdown) {
        return markdown.replaceAll("\\\\([\\\\`*_{}\\[\\]()#+\\-.!|<>~$&])", "$1")
                .replace("`", "");
    }
}

package io.goldtier.vault;

import io.goldtier.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.DependsOn;
import org.springframework.stereotype.Component;

/**
 * The vault on disk. Nothing leaves it, and nothing in it that somebody else wrote is ever overwritten.
 *
 * <p>Problems of the file system come as {@link UncheckedIOException}.
 */
@Component
@DependsOn("vaultLock")
public final class Vault {

    /** The largest file that is read, in bytes. */
    public static final long LARGEST_FILE = 10L * 1024 * 1024;

    /** Where the documents lie that may go with mails, posts, forms and receipts, as sentences name it. */
    public static final String DOCUMENTS = "Attachments/, Done/, Inbox/ or a folder of your own";

    private static final List<String> FIRST_NOTES =
            List.of("README.md", "Dashboard.md", "Company_Handbook.md", "Business_Goals.md");

    private static final Logger LOG = LoggerFactory.getLogger(Vault.class);
    private static final String NAME_ENCODING = System.getProperty("sun.jnu.encoding", "UTF-8");
    /** Editors of notes put an ending behind a name that has none. */
    private static final Pattern STOP = Pattern.compile("(?i)STOP(\\.[a-z]{1,8})?");

    private final Path root;
    private final Clock clock;
    private final Mover mover = new Mover();
    private final Drafts drafts = new Drafts();
    private final AlertNotes alerts = new AlertNotes(this);

    /** Opens the vault of the settings; makes the folders and first notes that it lacks. */
    public Vault(Settings settings, Clock clock) {
        this.clock = clock;
        if (!NAME_ENCODING.toUpperCase(Locale.ROOT).startsWith("UTF")) {
            LOG.warn(
                    "File names are read as {} here, so names such as Müller.md cannot be opened; start with LC_ALL=C.UTF-8",
                    NAME_ENCODING);
        }
        try {
            Files.createDirectories(settings.vault());
            root = settings.vault().toRealPath();
            Instant old = clock.instant().minus(Duration.ofHours(1));
            for (Folder folder : Folder.values()) {
                makeFolder(folder(folder));
                Drafts.sweep(folder(folder), old);
            }
            Drafts.sweep(root, old);
            for (String note : FIRST_NOTES) {
                seed(note);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The vault at goldtier.vault=" + settings.vault() + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** The vault's own folder. */
    public Path root() {
        return root;
    }

    /** True while a file named {@code STOP}, or {@code STOP.md}, lies in the vault: nothing acts then. */
    public boolean isStopped() {
        return !stops().isEmpty();
    }

    /** Takes the file {@code STOP} away, into {@code Done/}, so that all goes on; returns false when there was none. */
    public boolean resume() {
        List<Path> stops = stops();
        stops.forEach(stop -> move(stop, Folder.DONE));
        return !stops.isEmpty();
    }

    private List<Path> stops() {
        String[] names = root.toFile().list((folder, name) -> STOP.matcher(name).matches());
        // Without the vault there is nothing to see, and nothing that acts could be shown either
        return names == null ? List.of() : Stream.of(names).map(root::resolve).toList();
    }

    /** One of its folders. */
    public Path folder(Folder folder) {
        return root.resolve(folder.folderName());
    }

    /** The file of this name in a folder; the name is made safe first. */
    public Path file(Folder folder, String name) {
        return folder(folder).resolve(Names.safe(name));
    }

    /** A file's path as plans, logs and notes name it: relative to the vault, with {@code /}. */
    public String relative(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        return (absolute.startsWith(root) ? root.relativize(absolute) : absolute)
                .toString()
                .replace('\\', '/');
    }

    /**
     * The file that {@link #relative} named.
     *
     * @throws IllegalArgumentException if it is not inside the vault
     */
    public Path resolve(String relative) {
        return inside(root.resolve(relative));
    }

    /**
     * The document of this path, which may be sent to others; empty when there is none, when it is a link, or when it really
     * lies where no {@link #DOCUMENTS documents} lie: outside the vault, among the logs, the requests, the settings.
     *
     * @throws IllegalArgumentException if the path is not inside the vault
     */
    public Optional<Path> document(String relative) {
        Path file = resolve(relative);
        try {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && isForDocuments(file.toRealPath())
                    ? Optional.of(file)
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By the names that the disk has, which a link or another case of letters can hide. */
    private boolean isForDocuments(Path real) {
        if (!real.startsWith(root)) {
            return false;
        }
        Path inside = root.relativize(real);
        return inside.getNameCount() > 1
                && Stream.iterate(inside, Objects::nonNull, Path::getParent)
                        .noneMatch(each -> each.getFileName().toString().startsWith("."))
                && Stream.of(Folder.values())
                        .filter(folder -> inside.startsWith(folder.folderName()))
                        .allMatch(Folder::isForDocuments);
    }

    /**
     * Writes a file of ours, in place of its former text if there is one: readers see the old text or the new one. When
     * this returns, the text is on the disk.
     */
    public void write(Path file, String text) {
        replace(file, text, true);
    }

    /** What a file's state is known by; null when it is not there. */
    public Object stamp(Path file) {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(inside(file), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return List.of(attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes a file that a person writes, too, unless it is no longer in the state that the new text was made from.
     *
     * @param stamp what {@link #stamp} said before it was read
     * @return false when somebody was faster: read it again
     */
    public boolean writeUnlessChanged(Path file, String text, Object stamp) {
        Path target = inside(file);
        Path draft = drafts.write(target.getParent(), text, true);
        try {
            if (!Objects.equals(stamp, stamp(target))) {
                Files.delete(draft);
                return false;
            }
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The same without waiting for the disk: for the many files that show what the database holds and can be written
     * again from it.
     */
    public void show(Path file, String text) {
        replace(file, text, false);
    }

    /** Writes a new file under the first free of {@code name}, {@code name-2}, …; returns where it is. */
    public Path create(Folder folder, String name, String text) {
        Path draft = drafts.write(folder(folder), text, true);
        try {
            return mover.move(draft, folder(folder), Names.safe(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same without waiting for the disk, for what can be made again from the database. */
    public Path createShown(Folder folder, String name, String text) {
        Path draft = drafts.write(folder(folder), text, false);
        try {
            return mover.move(draft, folder(folder), Names.safe(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a file of the vault as UTF-8; bytes that are not become replacement characters. */
    public String read(Path file) {
        try {
            requireReadable(file);
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Moves a file or folder, as it is, to the first free of {@code name}, {@code name-2}, … in a folder. A move that a
     * crash cut off is finished by the same call.
     *
     * @return where it is now
     * @throws UncheckedIOException caused by a {@link NoSuchFileException} if it is not there
     */
    public Path move(Path file, Folder to) {
        try {
            return mover.move(
                    inside(file), folder(to), Names.safe(file.getFileName().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Takes a file into {@code In_Progress/} for this process alone.
     *
     * @return where it is now; empty when somebody else was faster
     */
    public Optional<Path> claim(Path file) {
        String name = Names.safe(file.getFileName().toString());
        try {
            Path wanted = folder(Folder.IN_PROGRESS).resolve(name);
            for (int n = 1; ; n = mover.next(wanted, n)) {
                Path target = wanted.resolveSibling(Names.numbered(name, n));
                try {
                    mover.take(inside(file), target);
                    return Optional.of(target);
                } catch (FileAlreadyExistsException e) {
                    if (Mover.isSame(file, target)) {
                        return Optional.empty();
                    }
                }
            }
        } catch (NoSuchFileException e) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new UncheckedIOException("The folder In_Progress is not there", e);
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a file that was claimed, but never accepted, back to where it came from. */
    public Path giveBack(Path claimed) {
        return move(claimed, Folder.NEEDS_ACTION);
    }

    /** Writes an alert into the inbox; returns where it is. */
    public Path alert(Alert alert) {
        return alert(alert, clock.instant());
    }

    /**
     * Writes an alert of that time into the inbox, unless it lies there already, or in {@code Done/} because somebody was
     * faster to read it than we to remember that it was written.
     *
     * @return where it is
     */
    public Path alert(Alert alert, Instant created) {
        return alerts.write(alert, created);
    }

    /** The alerts of this title that lie in the inbox. */
    public List<Path> alertsOf(String title) {
        return alerts.titled(title);
    }

    private void replace(Path file, String text, boolean durable) {
        Path target = inside(file);
        Path draft = drafts.write(target.getParent(), text, durable);
        try {
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path inside(Path file) {
        Path path = file.toAbsolutePath().normalize();
        if (!path.startsWith(root) || path.equals(root)) {
            throw new IllegalArgumentException("Not inside the vault: " + file);
        }
        return path;
    }

    private void requireReadable(Path file) throws IOException {
        Path path = inside(file);
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                    ? new IOException(relative(path) + " is not a regular file")
                    : new NoSuchFileException(relative(path));
        }
        if (Files.size(path) > LARGEST_FILE) {
            throw new IOException(relative(path) + " is larger than " + LARGEST_FILE / 1024 / 1024 + " MiB");
        }
    }

    private static void makeFolder(Path folder) throws IOException {
        if (Files.isSymbolicLink(folder)) {
            throw new IOException("the folder " + folder.getFileName() + " is a symbolic link; make it a real folder");
        }
        Files.createDirectories(folder);
    }

    private void seed(String note) throws IOException {
        Path target = root.resolve(note);
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (InputStream text = Vault.class.getResourceAsStream("/vault/" + note)) {
            Path draft = drafts.write(root, new String(text.readAllBytes(), StandardCharsets.UTF_8), true);
            mover.move(draft, root, note);
        }
    }
}

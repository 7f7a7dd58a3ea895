package io.goldtier.intake.letter;

import io.goldtier.settings.Settings;
import io.goldtier.store.folder.PrivateFile;
import io.goldtier.vault.Folder;
import io.goldtier.vault.Names;
import io.goldtier.vault.Vault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.springframework.stereotype.Component;

/**
 * The files of letters: each as it came, in the data folder until it is settled, and what is attached to it, in a folder of
 * its own in the vault.
 */
@Component
public class LetterFiles {

    private static final long MOST_ATTACHED = 50L * 1024 * 1024;
    private static final int BUFFER = 64 * 1024;

    private final Path folder;
    private final Vault vault;

    LetterFiles(Settings settings, Vault vault) {
        this.folder = settings.data().resolve("letters");
        this.vault = vault;
        try {
            PrivateFile.createFolder(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps a letter as it came; it is on the disk when this returns. */
    public void keep(String name, byte[] bytes) {
        Path draft = folder.resolve(name + ".new");
        try {
            try (FileChannel channel = FileChannel.open(
                    draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                ByteBuffer rest = ByteBuffer.wrap(bytes);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                channel.force(true);
            }
            Files.move(draft, file(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A letter as it came. */
    public byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(file(name));
    }

    /** True when it is still there. */
    public boolean has(String name) {
        return Files.exists(file(name));
    }

    /** Puts a letter as it came into a folder of the vault; returns where it is. */
    public Path handOver(String name, Folder to, String fileName) {
        try {
            Path copy = Files.createTempFile(vault.folder(Folder.ATTACHMENTS), ".letter-", ".tmp");
            Files.copy(file(name), copy, StandardCopyOption.REPLACE_EXISTING);
            Path named = copy.resolveSibling(Names.safe(fileName));
            return vault.move(Files.exists(named, LinkOption.NOFOLLOW_LINKS) ? copy : Files.move(copy, named), to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It is settled, and nobody needs it as it came any more. */
    public void drop(String name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String name) {
        return folder.resolve(name + ".eml");
    }

    /** Where what is attached to one letter goes: read anew, it takes the place of what was kept before. */
    public Attached attached(String name) {
        return new Attached(vault.folder(Folder.ATTACHMENTS).resolve(Names.safe(name)));
    }

    /** The folder of what is attached to one letter. */
    public static final class Attached {

        private final Path folder;
        private long room = MOST_ATTACHED;
        private int count;

        private Attached(Path folder) {
            this.folder = folder;
        }

        /** Keeps one attachment under its name, or with a number where there are several of one name. */
        public Path keep(String name, InputStream bytes) throws IOException {
            if (Files.isSymbolicLink(folder)) {
                throw new IOException("the folder " + folder.getFileName() + " is a link");
            }
            Files.createDirectories(folder);
            Path file = folder.resolve(Names.safe(++count == 1 ? name : count + "-" + name));
            Path draft = Files.createTempFile(folder, ".attached-", ".tmp");
            try (OutputStream out = Files.newOutputStream(draft)) {
                byte[] buffer = new byte[BUFFER];
                for (int read; (read = bytes.read(buffer)) >= 0; ) {
                    room -= read;
                    if (room < 0) {
                        throw new IOException("what is attached has more than " + MOST_ATTACHED / 1024 / 1024 + " MiB");
                    }
                    out.write(buffer, 0, read);
                }
            } catch (IOException e) {
                Files.deleteIfExists(draft);
                throw e;
            }
            return Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}

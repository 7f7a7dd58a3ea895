package io.goldtier.intake.file;

import io.goldtier.intake.Origin;
import io.goldtier.intake.letter.HeldFiles;
import io.goldtier.intake.letter.LetterFiles;
import io.goldtier.intake.mail.Mail;
import io.goldtier.intake.message.Attachment;
import io.goldtier.intake.message.Content;
import io.goldtier.intake.message.ContentKey;
import io.goldtier.intake.message.Evidence;
import io.goldtier.intake.message.Excerpt;
import io.goldtier.intake.message.Form;
import io.goldtier.intake.message.HtmlText;
import io.goldtier.intake.message.Message;
import io.goldtier.intake.message.Refusal;
import io.goldtier.intake.message.TextFile;
import io.goldtier.json.Digest;
import io.goldtier.vault.Names;
import io.goldtier.vault.Vault;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Handler;
import org.apache.camel.component.file.GenericFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The vault as an origin: the files that people and programs put into {@code Needs_Action}. */
@Component("claim")
public class VaultFiles implements Origin {

    static final String NAME = "vault";

    private static final Logger LOG = LoggerFactory.getLogger(VaultFiles.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int DIGITS = 8;
    private static final Set<String> MUST_BE_TEXT = Set.of("json", "md", "markdown", "txt", "text");

    private final Vault vault;
    private final LetterFiles letters;
    private final HeldFiles held;
    private final WholeFiles wholeFiles;
    private final Clock clock;

    VaultFiles(Vault vault, LetterFiles letters, HeldFiles held, WholeFiles wholeFiles, Clock clock) {
        this.vault = vault;
        this.letters = letters;
        this.held = held;
        this.wholeFiles = wholeFiles;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Takes a dropped file for this process alone; null when somebody else was faster. */
    @Handler
    Taken take(GenericFile<File> dropped) {
        return claim(dropped.getFile())
                .map(file -> new Taken(this, dropped.getFileNameOnly(), file, clock.instant()))
                .orElse(null);
    }

    private Optional<Path> claim(File file) {
        try {
            return vault.claim(file.toPath());
        } catch (UncheckedIOException e) {
            LOG.error(
                    "{} cannot be moved into In_Progress ({}) and is tried again in {} s; see that the assistant may write"
                            + " into both folders and that the disk has room",
                    file.getName(),
                    e.getMessage(),
                    PAUSE.toSeconds());
            wholeFiles.pause(PAUSE);
            return Optional.empty();
        }
    }

    @Override
    public Message read(Taken taken) throws IOException {
        byte[] bytes = bytes(taken);
        String extension = Names.extension(taken.name());
        Form form = form(extension);
        Content content = content(taken, form, extension, bytes);
        return new Message(
                form,
                form == Form.MAIL ? "email" : Message.FILE_DROP,
                taken.name(),
                content.sender(),
                content.subject(),
                content.text().text(),
                content.attachments(),
                taken.received(),
                Evidence.BY_HAND,
                vault.relative(taken.file()),
                ContentKey.of(bytes),
                content.text()
                        .notRead(taken.name())
                        .<Map<String, Object>>map(sentence -> Map.of(Message.NOT_READ, sentence))
                        .orElse(Map.of()));
    }

    private Content content(Taken taken, Form form, String extension, byte[] bytes) {
        if (form == Form.MAIL) {
            return Mail.of(bytes, letters.attached(attached(taken, bytes))::keep);
        }
        if (extension.equals("zip")) {
            return ChatExport.of(bytes)
                    .map(chat -> new Content(null, "", chat, List.of()))
                    .orElseGet(() -> withDocument(Excerpt.whole(""), taken));
        }
        if (extension.matches("html?")) {
            return withDocument(HtmlText.of(bytes, null, taken.name()), taken);
        }
        Optional<String> text = TextFile.read(bytes);
        if (text.isEmpty() && MUST_BE_TEXT.contains(extension)) {
            throw new Refusal(
                    "Not text",
                    "The file " + taken.name() + " is named like a text, but it is not UTF-8 text: "
                            + TextFile.flaw(bytes) + ". Save it again as UTF-8.");
        }
        return text.isPresent() && !extension.equals("csv")
                ? held.of(taken.name(), text.get()).orElseGet(() -> Content.of(text.get()))
                : withDocument(Excerpt.whole(text.orElse("")), taken);
    }

    /** A file that may be a receipt, and belongs to what is done because of it. */
    private static Content withDocument(Excerpt words, Taken taken) {
        return new Content(null, "", words, List.of(new Attachment(taken.name(), taken.file())));
    }

    /** The folder for what is attached to a mail that was dropped: another one for each mail, whatever its name. */
    private static String attached(Taken taken, byte[] bytes) {
        return taken.name().substring(0, taken.name().length() - ".eml".length()) + "-"
                + Digest.sha256(bytes).substring(0, DIGITS);
    }

    private static Form form(String extension) {
        return switch (extension) {
            case "json" -> Form.DOCUMENT;
            case "md", "markdown" -> Form.NOTE;
            case "eml" -> Form.MAIL;
            default -> Form.WORDS;
        };
    }

    private static byte[] bytes(Taken taken) throws IOException {
        Path file = taken.file();
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new Refusal(
                    "Not a file", taken.name() + " is a link or a device and not a file; drop the file itself.");
        }
        long size = Files.size(file);
        if (size > Vault.LARGEST_FILE) {
            throw new Refusal(
                    "Too large",
                    "The file " + taken.name()
                            + " has %.1f MiB; at most %d MiB are allowed."
                                    .formatted(size / 1024.0 / 1024, Vault.LARGEST_FILE / 1024 / 1024));
        }
        if (size == 0) {
            throw new Refusal("Empty", "The file " + taken.name() + " is empty, so it asks for nothing.");
        }
        return Files.readAllBytes(file);
    }

    @Override
    public void giveBack(Taken taken) {
        LOG.info("{} is taken again in {} s", taken.name(), PAUSE.toSeconds());
        wholeFiles.pause(PAUSE);
        vault.giveBack(taken.file());
    }
}

package io.goldtier.intake;

import io.goldtier.vault.Names;
import io.goldtier.vault.Vault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Handler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Reads a claimed file as a message: its text where it has one, else the file as an attachment. */
@Component("readFile")
class ReadFile {

    private static final Logger LOG = LoggerFactory.getLogger(ReadFile.class);
    private static final Set<String> MUST_BE_TEXT = Set.of("json", "md", "markdown", "txt", "text", "eml");

    private final Vault vault;

    ReadFile(Vault vault) {
        this.vault = vault;
    }

    @Handler
    Incoming read(Incoming incoming) {
        Incoming.Dropped dropped = incoming.dropped();
        try {
            return new Incoming.Opened(dropped, message(dropped));
        } catch (Refusal e) {
            return e.of(dropped);
        } catch (IOException e) {
            LOG.warn("The file {} cannot be read", dropped.file(), e);
            return new Refusal(
                            "Cannot be read",
                            "The file " + dropped.name() + " cannot be read; may the assistant's" + " user open it?")
                    .of(dropped);
        }
    }

    private Message message(Incoming.Dropped dropped) throws IOException {
        Path file = dropped.file();
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new Refusal(
                    "Not a file", dropped.name() + " is a link or a device and not a file; drop the file itself.");
        }
        long size = Files.size(file);
        if (size > Vault.LARGEST_FILE) {
            throw new Refusal(
                    "Too large",
                    "The file " + dropped.name()
                            + " has %.1f MiB; at most %d MiB are allowed."
                                    .formatted(size / 1024.0 / 1024, Vault.LARGEST_FILE / 1024 / 1024));
        }
        if (size == 0) {
            throw new Refusal("Empty", "The file " + dropped.name() + " is empty, so it asks for nothing.");
        }
        byte[] bytes = Files.readAllBytes(file);
        Optional<String> text = text(bytes);
        String extension = Names.extension(dropped.name());
        if (text.isEmpty() && MUST_BE_TEXT.contains(extension)) {
            throw new Refusal(
                    "Not text",
                    "The file " + dropped.name() + " is named like a text, but it is not UTF-8 text: " + flaw(bytes)
                            + ". Save it again as UTF-8.");
        }
        String words = text.map(found -> extension.matches("html?") ? HtmlText.of(found) : found)
                .orElse("");
        return new Message(
                "file_drop",
                dropped.name(),
                null,
                "",
                words,
                text.isPresent() ? List.of() : List.of(new Attachment(dropped.name(), "", size, file)),
                dropped.received(),
                true,
                vault.relative(file),
                ContentKey.of(bytes));
    }

    /** The text in strict UTF-8, or in UTF-16 where it says so with a byte order mark. */
    private static Optional<String> text(byte[] bytes) {
        try {
            String text = charset(bytes)
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static Charset charset(byte[] bytes) {
        boolean wide = bytes.length > 2
                && (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF
                        || bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE);
        return wide ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
    }

    /** Where a text that cannot be read goes wrong. */
    private static String flaw(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        var decoder = charset(bytes).newDecoder();
        CharBuffer out = CharBuffer.allocate(8192);
        int line = 1;
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            for (char each : out.flip().toString().toCharArray()) {
                if (each == '\0') {
                    return "line " + line + " has a zero byte";
                }
                line += each == '\n' ? 1 : 0;
            }
            if (!result.isOverflow()) {
                return "line " + line + " has bytes that are no characters";
            }
            out.clear();
        }
    }
}

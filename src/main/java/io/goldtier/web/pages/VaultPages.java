package io.goldtier.web.pages;

import io.goldtier.vault.Folder;
import io.goldtier.vault.Vault;
import io.goldtier.web.answer.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** {@code /vault}: the vault's folders and notes to look at, for those who have no Obsidian at hand. */
@Controller
@RequestMapping("/vault")
class VaultPages {

    private static final int SHOWN = 200;
    private static final long LARGEST = 512 * 1024;

    private final Pages pages;
    private final Vault vault;

    VaultPages(Pages pages, Vault vault) {
        this.pages = pages;
        this.vault = vault;
    }

    /** A file in a folder. */
    record Entry(String name, long size, Instant changed) {}

    @GetMapping
    ResponseEntity<String> folders() {
        return show("", vault.root());
    }

    @GetMapping("/{folder}")
    ResponseEntity<String> folder(@PathVariable String folder) {
        return show(folder, path(folder));
    }

    @GetMapping("/{folder}/{name}")
    ResponseEntity<String> note(@PathVariable String folder, @PathVariable String name) {
        Path file =
                (folder.equals("-") ? vault.root() : path(folder)).resolve(name).normalize();
        Map<String, Object> values = new HashMap<>();
        values.put("folder", folder.equals("-") ? "" : folder);
        values.put("name", name);
        values.put("text", text(file));
        return pages.show("note", name, "vault", values);
    }

    private ResponseEntity<String> show(String folder, Path path) {
        Map<String, Object> values = new HashMap<>();
        values.put("folder", folder);
        values.put(
                "folders",
                Arrays.stream(Folder.values()).map(Folder::folderName).toList());
        values.put("entries", entries(path));
        values.put("path", path.toString());
        return pages.show("vault", folder.isEmpty() ? "Vault" : folder, "vault", values);
    }

    private Path path(String name) {
        return Arrays.stream(Folder.values())
                .filter(folder -> folder.folderName().equals(name))
                .map(vault::folder)
                .findFirst()
                .orElseThrow(() -> new Problem(404, "The vault has no folder of that name."));
    }

    /** The newest regular files; links are not followed. */
    private static List<Entry> entries(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .map(VaultPages::entry)
                    .sorted(Comparator.comparing(Entry::changed).reversed())
                    .limit(SHOWN)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Entry entry(Path file) {
        try {
            FileTime changed = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
            return new Entry(file.getFileName().toString(), Files.size(file), changed.toInstant());
        } catch (IOException e) {
            // Moved on between the listing and this look
            return new Entry(file.getFileName().toString(), 0, Instant.EPOCH);
        }
    }

    private String text(Path file) {
        try {
            if (!file.startsWith(vault.root()) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new Problem(404, "There is no such note; it may have moved on.");
            }
            byte[] head;
            try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                head = in.readNBytes((int) LARGEST);
            }
            return new String(head, java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

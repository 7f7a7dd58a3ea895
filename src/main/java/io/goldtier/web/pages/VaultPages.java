package io.goldtier.web.pages;

import io.goldtier.json.Listed;
import io.goldtier.json.Plain;
import io.goldtier.vault.Folder;
import io.goldtier.vault.Vault;
import io.goldtier.web.answer.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
import org.springframework.web.bind.annotation.RequestParam;

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
    ResponseEntity<String> folders(@RequestParam(defaultValue = "0") int from) {
        return show("", vault.root(), from);
    }

    @GetMapping("/{folder}")
    ResponseEntity<String> folder(@PathVariable String folder, @RequestParam(defaultValue = "0") int from) {
        return show(folder, path(folder), from);
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

    private ResponseEntity<String> show(String folder, Path path, int from) {
        int first = Math.max(0, from);
        Map<String, Object> values = new HashMap<>();
        values.put("folder", folder);
        values.put(
                "folders",
                Arrays.stream(Folder.values()).map(Folder::folderName).toList());
        values.put("entries", entries(path, first));
        values.put("next", first + SHOWN);
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
    private static Listed<Entry> entries(Path folder, int from) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Entry> all = files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .map(VaultPages::entry)
                    .sorted(Comparator.comparing(Entry::changed).reversed())
                    .toList();
            return Listed.of(all.stream().skip(from).limit(SHOWN).toList(), all.size() - from);
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
            long more = Files.size(file) - head.length;
            return new String(head, StandardCharsets.UTF_8)
                    + (more > 0
                            ? "\n… and " + Plain.number((more + 1023) / 1024) + " KiB more in the file " + file
                            : "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

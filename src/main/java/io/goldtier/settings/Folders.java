package io.goldtier.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Whether the folders that the settings name can be used, before anything is made in them. */
final class Folders {

    static final String ROUTE_FILE = ".camel.yaml";

    private Folders() {}

    static List<String> wrong(Settings settings) {
        List<String> wrong = new ArrayList<>();
        made(wrong, "goldtier.vault", settings.vault());
        made(wrong, "goldtier.data", settings.data());
        if (real(settings.data()).startsWith(real(settings.vault()))) {
            wrong.add(Setting.sentence(
                    "goldtier.data",
                    settings.data(),
                    "a folder outside of goldtier.vault, which is " + settings.vault()
                            + ": what is in the vault is shown, synchronised and taken for work"));
        }
        if (!hasRoutes(settings.routes())) {
            wrong.add(Setting.sentence(
                    "goldtier.routes",
                    settings.routes(),
                    "a folder with route files (*" + ROUTE_FILE + ")"
                            + (Files.exists(settings.routes()) ? "; there are none in it" : "; it is not there")));
        }
        return wrong;
    }

    private static void made(List<String> wrong, String key, Path folder) {
        Path existing = folder;
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (existing == null || !Files.isDirectory(existing) || !Files.isWritable(existing)) {
            wrong.add(Setting.sentence(
                    key,
                    folder,
                    "a folder that can be written, or made; " + existing
                            + (existing != null && Files.isDirectory(existing)
                                    ? " is not writable"
                                    : " is not a folder")));
        }
    }

    private static Path real(Path folder) {
        Path existing = folder;
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        try {
            return existing == null
                    ? folder
                    : existing.toRealPath().resolve(existing.relativize(folder)).normalize();
        } catch (IOException e) {
            return folder;
        }
    }

    private static boolean hasRoutes(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(ROUTE_FILE));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }
}

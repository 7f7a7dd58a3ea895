package io.goldtier.route;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The folder of route files, as it is now. */
final class RouteFolder {

    private final Path folder;
    private Map<String, Stamp> seen = Map.of();

    RouteFolder(Path folder) {
        this.folder = folder;
    }

    private record Stamp(long modified, long size) {}

    /** The texts of all route files, by their names within the folder. */
    Map<String, String> read() throws IOException {
        seen = stamps();
        Map<String, String> texts = new TreeMap<>();
        for (String name : seen.keySet()) {
            texts.put(name, Files.readString(folder.resolve(name)));
        }
        return texts;
    }

    /** True when a file was added, changed or taken away since they were last read. */
    boolean hasChanged() throws IOException {
        return !stamps().equals(seen);
    }

    private Map<String, Stamp> stamps() throws IOException {
        Map<String, Stamp> stamps = new HashMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(RouteFolder::isRouteFile).toList()) {
                stamps.put(
                        folder.relativize(file).toString(),
                        new Stamp(Files.getLastModifiedTime(file).toMillis(), Files.size(file)));
            }
        }
        return stamps;
    }

    private static boolean isRouteFile(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(RouteFile.SUFFIX) && !name.startsWith(".") && Files.isRegularFile(file);
    }
}

package io.goldtier.route;

import io.goldtier.store.folder.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The last version of each route file that was in effect, kept in the data folder: it stands in for one that is wrong. */
final class LastGood {

    private final Path folder;

    LastGood(Path data) {
        folder = data.resolve("routes");
    }

    /** Those that another start of this very build had in effect, if the launcher has kept them. */
    static Map<String, String> ofThisBuild() throws IOException {
        String folder = System.getProperty("goldtier.tried");
        return folder == null ? Map.of() : new LastGood(Path.of(folder)).all();
    }

    /** The texts, by the files' names. */
    Map<String, String> all() throws IOException {
        Map<String, String> texts = new HashMap<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(each -> each.toString().endsWith(RouteFile.SUFFIX))
                        .toList()) {
                    texts.put(folder.relativize(file).toString(), Files.readString(file));
                }
            }
        }
        return texts;
    }

    /** Keeps a text, whole or not at all. */
    void keep(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        if (Files.exists(file) && Files.readString(file).equals(text)) {
            return;
        }
        PrivateFile.createFolder(file.getParent());
        PrivateFile.write(file, text);
    }

    /** A file that people took away does not come back. */
    void forget(String name) throws IOException {
        Files.deleteIfExists(folder.resolve(name));
    }
}

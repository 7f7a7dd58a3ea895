package io.goldtier.cli.claude;

import io.goldtier.cli.CommandFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the files of a project, each whole or not at all, and none over what somebody else has written. */
final class ClaudeFolder {

    private static final String LIST = ".claude/written-by-goldtier.txt";

    private ClaudeFolder() {}

    static void write(Path folder, Map<String, String> files) throws IOException {
        Path list = folder.resolve(LIST);
        String ours = Files.isRegularFile(list) ? Files.readString(list) : "";
        for (String file : files.keySet()) {
            if (Files.exists(folder.resolve(file)) && ours.lines().noneMatch(file::equals)) {
                throw new CommandFault("There is a file " + folder.resolve(file)
                        + " that is not from here: name another folder, or move it away.");
            }
        }
        Files.createDirectories(list.getParent());
        write(list, files.keySet().stream().collect(Collectors.joining("\n", "", "\n")));
        for (Map.Entry<String, String> file : files.entrySet()) {
            write(folder.resolve(file.getKey()), file.getValue());
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
        Files.writeString(fresh, text);
        if (text.startsWith("#!")) {
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}

package io.goldtier.playwright.pool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The processes of browsers and their drivers. */
final class Processes {

    private static final int PATIENCE_SECONDS = 5;

    private Processes() {}

    /** The processes that this one has started and that still run. */
    static Set<ProcessHandle> children() {
        return ProcessHandle.current().children().collect(Collectors.toSet());
    }

    /** Kills a process and all that it has started, and returns when they are gone. */
    static void kill(ProcessHandle top) {
        List<ProcessHandle> all =
                Stream.concat(top.descendants(), Stream.of(top)).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(Processes::await);
    }

    private static void await(ProcessHandle process) {
        try {
            process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // It cannot be killed; the next start tries again
        }
    }

    /** Kills what an earlier process has left running, which is known by the folder in its command line. */
    static int killLeftovers(Path folder) {
        if (!Files.exists(folder)) {
            return 0;
        }
        Set<ProcessHandle> mine = ProcessHandle.current().descendants().collect(Collectors.toSet());
        mine.add(ProcessHandle.current());
        List<ProcessHandle> left = ProcessHandle.allProcesses()
                .filter(process ->
                        !mine.contains(process) && commandLine(process).contains(folder + "/"))
                .toList();
        left.forEach(Processes::kill);
        return left.size();
    }

    /** Java's own look at it stops after 4096 bytes, which a browser's exceeds. */
    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(
                    Path.of("/proc", String.valueOf(process.pid()), "cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return process.info().commandLine().orElse("");
        }
    }
}

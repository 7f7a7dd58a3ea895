package io.goldtier.mcp.conformance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The programs for Node that {@code ./goldtier test} has fetched: the conformance suite, the inspector, the client. */
public final class NodeTools {

    private NodeTools() {}

    /** Node, of a version that they run on. */
    public static Path node() {
        return folder().resolve("node_modules/node-linux-" + machine() + "/bin/node");
    }

    private static String machine() {
        return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x64";
    }

    /** A file of one of the packages. */
    public static Path script(String path) {
        Path script = folder().resolve("node_modules").resolve(path);
        if (!Files.exists(script)) {
            throw new IllegalStateException(script + " is missing; ./goldtier test fetches it.");
        }
        return script;
    }

    private static Path folder() {
        return Path.of(Optional.ofNullable(System.getenv("GOLDTIER_NODE_TOOLS")).orElse(".goldtier/mcp-tools"))
                .toAbsolutePath();
    }
}

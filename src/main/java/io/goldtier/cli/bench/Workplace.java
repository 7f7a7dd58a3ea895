package io.goldtier.cli.bench;

import io.goldtier.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A folder with a vault, data and routes of its own, so that nothing of the user's is touched. */
public final class Workplace {

    private final Path folder;
    private final Path staging;
    private final int port;

    private Workplace(Path folder, int port) {
        this.folder = folder;
        this.port = port;
        this.staging = folder.resolve("staging");
    }

    /**
     * Makes a new one.
     *
     * @param routes the routes to copy
     * @param skills names of the skills of this package's resources to add
     */
    public static Workplace create(Path routes, List<String> skills) throws IOException {
        Path folder = Files.createTempDirectory("goldtier-bench-");
        Workplace made = new Workplace(folder, freePort());
        copy(routes, folder.resolve("routes"));
        for (String skill : skills) {
            String file = skill + ".camel.yaml";
            made.addRoute("skills/" + file, resource(file));
        }
        Files.createDirectories(made.staging);
        Files.createDirectories(made.needsAction());
        return made;
    }

    /** A text of this package's resources. */
    public static String resource(String file) throws IOException {
        try (InputStream text = Workplace.class.getResourceAsStream("/bench/" + file)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Adds a route file, such as {@code skills/echo.camel.yaml}. */
    public void addRoute(String file, String text) throws IOException {
        Files.writeString(folder.resolve("routes").resolve(file), text);
    }

    /** The settings that make an assistant work here. */
    public List<String> settings() {
        return new ArrayList<>(List.of(
                "--server.port=" + port,
                "--goldtier.vault=" + vault(),
                "--goldtier.data=" + data(),
                "--goldtier.routes=" + folder.resolve("routes")));
    }

    /** The address that it listens on. */
    public String address() {
        return "http://127.0.0.1:" + port;
    }

    /** What opens its doors. */
    public String token() throws IOException {
        return Files.readString(data().resolve("token")).strip();
    }

    /** The folder that holds all of it. */
    public Path folder() {
        return folder;
    }

    /** The vault of the assistant that is measured. */
    public Path vault() {
        return folder.resolve("vault");
    }

    /** Its data folder. */
    public Path data() {
        return folder.resolve("data");
    }

    /** What it prints. */
    public Path log() {
        return folder.resolve("assistant.log");
    }

    private Path needsAction() {
        return vault().resolve("Needs_Action");
    }

    /** Writes a trigger document where nobody watches yet; {@link #publish} moves it into the vault in one step. */
    public Path stage(String triggerId, List<Map<String, Object>> actions) throws IOException {
        Map<String, Object> trigger = Map.of(
                "trigger_id", triggerId,
                "source_domain", "business",
                "source_type", "file_drop",
                "source_data", Map.of("made_by", "goldtier bench"),
                "triggered_actions", actions,
                "status", "pending",
                "created", "2026-02-20T10:30:00Z",
                "updated", "2026-02-20T10:30:00Z",
                "context", Map.of("client_name", "Client ABC"));
        return Files.writeString(staging.resolve(triggerId + ".json"), Json.write(trigger), StandardCharsets.UTF_8);
    }

    /** Lets the assistant see a staged file, by one atomic move. */
    public void publish(Path staged) throws IOException {
        Files.move(staged, needsAction().resolve(staged.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    }

    /** How many files with this beginning lie in Done. */
    public long filed(String prefix) throws IOException {
        Path done = vault().resolve("Done");
        if (!Files.isDirectory(done)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(done)) {
            return files.filter(f -> f.getFileName().toString().startsWith(prefix))
                    .count();
        }
    }

    /** Removes the folder and all that is in it. */
    public void delete() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }
}

package io.goldtier.store;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of a test's own, with a folder and a port of its own, that can be killed and started again. It takes
 * the programs of this machine; who is root runs it as nobody, since it refuses to run as root.
 */
public final class Postgres implements AutoCloseable {

    /** The user that everything belongs to; nobody asks for a password. */
    public static final String USER = "gt";

    private static final String NOBODY = "nobody";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final boolean isRoot = "root".equals(System.getProperty("user.name"));
    private final Path programs;
    private final Path home;
    private final Path data;
    private final int port;
    private int databases;

    private Postgres(Path programs) throws IOException {
        this.programs = programs;
        home = Files.createTempDirectory("postgres");
        data = home.resolve("data");
        port = freePort();
        if (isRoot) {
            Files.setOwner(
                    home,
                    FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(NOBODY));
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        run("initdb", "-D", data.toString(), "-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync");
    }

    /** A server that runs; the test is skipped where no PostgreSQL is installed. */
    public static Postgres start() {
        Optional<Path> programs = programs();
        assumeTrue(programs.isPresent(), "PostgreSQL is not installed; ./goldtier test installs it");
        try {
            Postgres server = new Postgres(programs.get());
            server.startAgain();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On the path, or Debian's newest. */
    private static Optional<Path> programs() {
        Stream<Path> onPath = Arrays.stream(System.getenv("PATH").split(":")).map(Path::of);
        return Stream.concat(onPath, debians().stream())
                .filter(folder -> Files.isExecutable(folder.resolve("initdb")))
                .findFirst();
    }

    private static List<Path> debians() {
        Path all = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(all)) {
            return List.of();
        }
        try (Stream<Path> versions = Files.list(all)) {
            return versions.filter(version -> version.getFileName().toString().matches("\\d+"))
                    .sorted(Comparator.comparingInt((Path version) ->
                                    Integer.parseInt(version.getFileName().toString()))
                            .reversed())
                    .map(version -> version.resolve("bin"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address of a new, empty database. */
    public String newDatabase() {
        String name = "gt" + ++databases;
        execute("postgres", "CREATE DATABASE " + name);
        return url(name);
    }

    /** The address of the database of this name, which need not be there. */
    public String url(String name) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + name;
    }

    /** The port that it listens on. */
    public int port() {
        return port;
    }

    /** Runs a statement as its owner. */
    public void execute(String database, String sql) {
        try (Connection connection = DriverManager.getConnection(url(database), USER, "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of the first row. */
    public String ask(String database, String sql) {
        try (Connection connection = DriverManager.getConnection(url(database), USER, "");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts it, again after it was stopped or killed; returns when it takes connections. */
    public void startAgain() {
        // After a kill, the last of its children may hold its memory for a moment
        await("PostgreSQL to start").atMost(PATIENCE).ignoreExceptions().until(() -> {
            run(
                    "pg_ctl",
                    "start",
                    "--wait",
                    "--pgdata=" + data,
                    "--log=" + home.resolve("log"),
                    "--options=-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=");
            return true;
        });
        await("PostgreSQL to answer").atMost(PATIENCE).ignoreExceptions().until(() -> "1"
                .equals(ask("postgres", "SELECT 1")));
    }

    /** SIGKILL for the server and all its children, as when the machine loses its power. */
    public void kill() {
        process().ifPresent(server -> {
            List<ProcessHandle> all =
                    Stream.concat(Stream.of(server), server.descendants()).toList();
            all.forEach(ProcessHandle::destroyForcibly);
            all.forEach(one -> one.onExit().orTimeout(20, TimeUnit.SECONDS).join());
        });
    }

    /** From now on it wants a password, which its owner does not have. */
    public void askForPasswords() {
        try {
            Files.writeString(data.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
            run("pg_ctl", "reload", "--pgdata=" + data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it at once; connections are cut off. */
    public void stop() {
        try {
            run("pg_ctl", "stop", "--wait", "--mode=immediate", "--pgdata=" + data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<ProcessHandle> process() {
        Path file = data.resolve("postmaster.pid");
        try {
            return Files.exists(file)
                    ? ProcessHandle.of(Long.parseLong(Files.readAllLines(file).get(0)))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (!Files.exists(home)) {
            return;
        }
        kill();
        try (Stream<Path> files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (isRoot) {
            command.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=nogroup", "--clear-groups"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        Path said = home.resolve(program + ".out");
        Process process = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(program + ": " + Files.readString(said));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

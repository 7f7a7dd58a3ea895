package io.goldtier.cli.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The MCP Java SDK's server with the tool of the bench and nothing behind it, in a process of its own; the launcher fetches
 * its libraries, which are no part of the program.
 */
final class BareServer implements AutoCloseable {

    private final Process process;
    private final String address;

    private BareServer(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts it.
     *
     * @param witness the far end that its tool calls
     * @return empty when its libraries are not there
     */
    static Optional<BareServer> start(String witness, Path scratch) throws IOException {
        String libraries = System.getenv("GOLDTIER_BARE_SDK");
        if (libraries == null || !Files.isDirectory(Path.of(libraries))) {
            return Optional.empty();
        }
        Path source = scratch.resolve("BareMcpServer.java");
        Files.writeString(source, Workplace.resource("sdk/BareMcpServer.java"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        libraries + "/*",
                        source.toString(),
                        witness,
                        scratch.toString())
                .redirectErrorStream(true)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder all = new StringBuilder();
        for (String line; (line = said.readLine()) != null; ) {
            if (line.startsWith("Ready ")) {
                return Optional.of(new BareServer(process, "http://127.0.0.1:" + line.substring(6) + "/mcp"));
            }
            all.append(line).append('\n');
        }
        throw new IllegalStateException("The SDK's server did not start:\n" + all);
    }

    String address() {
        return address;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

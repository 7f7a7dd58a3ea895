package io.goldtier.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** HTTP requests written by hand, since HTTP clients do not let one forge {@code Host} and {@code Origin}. */
public record Raw(int status, List<String> headers, String body) {

    /** Sends {@code method path} with the header lines given; {@code Host} is right unless one of them sets it. */
    public static Raw send(int port, String method, String path, String... headers) {
        var lines = new ArrayList<>(List.of(headers));
        if (lines.stream().noneMatch(line -> line.startsWith("Host:"))) {
            lines.add("Host: 127.0.0.1:" + port);
        }
        lines.add("Connection: close");
        var head = method + " " + path + " HTTP/1.1\r\n" + String.join("\r\n", lines) + "\r\n\r\n";
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            return parse(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Raw parse(String answer) {
        var parts = answer.split("\r\n\r\n", 2);
        var head = List.of(parts[0].split("\r\n"));
        return new Raw(Integer.parseInt(head.get(0).split(" ")[1]), head.subList(1, head.size()), parts[1]);
    }

    public Optional<String> header(String name) {
        return headers.stream()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }
}

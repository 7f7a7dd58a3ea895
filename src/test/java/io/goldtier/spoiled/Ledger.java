package io.goldtier.spoiled;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.goldtier.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * A small outside system that nobody has written a connector for: notes, made out of drafts, with files on them. It is
 * told by a card in YAML alone, {@code spoiled/ledger.camel.yaml}.
 *
 * <p>{@code POST /drafts} prepares, {@code POST /notes} acts, {@code POST /notes/ID/files} adds; {@code GET /notes?text=}
 * and {@code GET /notes/ID} read. A draft and a file that are sent again are the same; so is a note, if it has a
 * {@code reference}.
 */
final class Ledger implements AutoCloseable {

    static final String TOKEN = "ledger-token";

    private final HttpServer server;
    private final List<Map<String, Object>> notes = new ArrayList<>();
    private final List<Map<String, Object>> files = new ArrayList<>();
    private final Map<String, String> drafts = new LinkedHashMap<>();

    Ledger() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::serve);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What it holds. */
    synchronized Map<String, Object> state() {
        return Map.of("note", List.copyOf(notes), "file", List.copyOf(files));
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Object answer =
                    ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))
                            ? answer(exchange, body.isEmpty() ? Map.of() : Json.readObject(body))
                            : null;
            byte[] bytes = Json.write(answer == null ? Map.of("error", "who are you?") : answer)
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer == null ? 401 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private synchronized Object answer(HttpExchange exchange, Map<String, Object> body) {
        String path = exchange.getRequestURI().getPath();
        boolean writes = exchange.getRequestMethod().equals("POST");
        if (path.equals("/status")) {
            return Map.of("ok", true);
        } else if (path.equals("/drafts")) {
            String draft = drafts.computeIfAbsent(String.valueOf(body), key -> "draft-" + (drafts.size() + 1) + "z");
            return Map.of("id", draft, "text", body.get("text"));
        } else if (path.equals("/notes") && writes) {
            return note(body);
        } else if (path.equals("/notes")) {
            return Map.of("notes", found(exchange.getRequestURI().getRawQuery()), "complete", true);
        } else if (path.endsWith("/files")) {
            return file(path.split("/")[2], body);
        }
        return notes.stream()
                .filter(note -> path.equals("/notes/" + note.get("id")))
                .findFirst()
                .orElse(Map.of());
    }

    private Map<String, Object> note(Map<String, Object> body) {
        Object reference = body.get("reference");
        return notes.stream()
                .filter(note -> reference != null && reference.equals(note.get("reference")))
                .findFirst()
                .orElseGet(() -> {
                    Map<String, Object> note = new LinkedHashMap<>();
                    note.put("id", "note-" + (notes.size() + 1) + "z");
                    note.put("number", notes.size() + 1);
                    note.put("text", body.get("text"));
                    note.put("sent_by", body.get("sent_by"));
                    note.put("reference", reference);
                    note.put("owner", List.of(7, "Somebody"));
                    notes.add(note);
                    return note;
                });
    }

    private Map<String, Object> file(String note, Map<String, Object> body) {
        return files.stream()
                .filter(file ->
                        note.equals(file.get("note")) && body.get("name").equals(file.get("name")))
                .findFirst()
                .orElseGet(() -> {
                    Map<String, Object> file = new LinkedHashMap<>();
                    file.put("id", "file-" + (files.size() + 1) + "z");
                    file.put("note", note);
                    file.put("name", body.get("name"));
                    files.add(file);
                    return file;
                });
    }

    private List<Map<String, Object>> found(String query) {
        String wanted = URLDecoder.decode(query, StandardCharsets.UTF_8);
        return notes.stream()
                .filter(note ->
                        wanted.equals("text=" + note.get("text")) || wanted.equals("sent_by=" + note.get("sent_by")))
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

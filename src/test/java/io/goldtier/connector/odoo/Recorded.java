package io.goldtier.connector.odoo;

import io.goldtier.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** One recorded request with its answer. */
record Recorded(
        String name, String method, String path, Map<String, Object> headers, Object body, int status, Object answer) {

    /** All of them by name. */
    static Map<String, Recorded> all() {
        Map<String, Recorded> all = new LinkedHashMap<>();
        try {
            for (String line : Files.readAllLines(Path.of("src/test/resources/odoo/recorded.jsonl"))) {
                Map<String, Object> json = Json.readObject(line);
                @SuppressWarnings("unchecked")
                Map<String, Object> headers = (Map<String, Object>) json.get("headers");
                Object text = json.get("answer_text");
                all.put(
                        (String) json.get("name"),
                        new Recorded(
                                (String) json.get("name"),
                                (String) json.get("method"),
                                (String) json.get("path"),
                                headers,
                                json.containsKey("text") ? json.get("text") : json.get("body"),
                                (Integer) json.get("status"),
                                text != null ? text : json.get("answer")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    boolean jsonRpc() {
        return path.equals("/jsonrpc");
    }

    /** The answer's bytes as text. */
    String answerText() {
        return answer instanceof String text && (text.startsWith("<") || text.startsWith("Invalid"))
                ? text
                : Json.write(answer);
    }

    /** The class name of the error in the answer, or an empty text. */
    String error() {
        Object data = answer instanceof Map<?, ?> map && map.get("error") instanceof Map<?, ?> error
                ? error.get("data")
                : answer;
        return data instanceof Map<?, ?> map && map.get("name") instanceof String name && map.containsKey("arguments")
                ? name
                : "";
    }

    boolean refusal() {
        return status != 200 || !error().isEmpty();
    }

    @Override
    public String toString() {
        return name;
    }
}

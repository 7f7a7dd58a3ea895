package io.goldtier.outside.http;

import io.goldtier.json.Json;
import io.goldtier.json.JsonProblem;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What came back over HTTP.
 *
 * @param status the status, 100 to 599
 * @param headers by name in lower case; of several with one name, the first
 * @param body the bytes, never longer than the card allows
 */
public record Answer(int status, Map<String, String> headers, byte[] body) {

    /** A header's value, whatever the case of its name. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The body as text in UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /**
     * The body as JSON; null when there is none.
     *
     * @throws JsonProblem if it is something else
     */
    public Object json() {
        return body.length == 0 ? null : Json.read(text());
    }

    /** The body as JSON, or empty when it is something else, or nothing. */
    public Optional<Object> readable() {
        try {
            return Optional.ofNullable(json());
        } catch (JsonProblem e) {
            return Optional.empty();
        }
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}

package io.goldtier.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** A text that is not the JSON it should be; the message is a sentence for people. */
public class JsonProblem extends RuntimeException {

    JsonProblem(String message) {
        super(message);
    }

    JsonProblem(JacksonException cause) {
        super(sentence(cause), cause);
    }

    private JsonProblem(JsonProcessingException cause) {
        super(sentence(cause), cause);
    }

    /** What was wrong with the JSON that a route could not {@code unmarshal}; empty when it failed for another reason. */
    public static Optional<JsonProblem> in(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof JsonProcessingException problem) {
                return Optional.of(new JsonProblem(problem));
            }
        }
        return Optional.empty();
    }

    private static String sentence(JacksonException cause) {
        var place = cause.getLocation();
        return cause.getOriginalMessage() + (place == null ? "" : place(place.getLineNr(), place.getColumnNr()));
    }

    private static String sentence(JsonProcessingException cause) {
        JsonLocation place = cause.getLocation();
        return cause.getOriginalMessage() + (place == null ? "" : place(place.getLineNr(), place.getColumnNr()));
    }

    private static String place(int line, int column) {
        return line < 1 ? "" : " (line " + line + ", column " + column + ")";
    }
}

package io.goldtier.json;

import tools.jackson.core.JacksonException;

/** A text that is not the JSON it should be; the message is a sentence for people. */
public class JsonProblem extends RuntimeException {

    JsonProblem(String message) {
        super(message);
    }

    JsonProblem(JacksonException cause) {
        super(sentence(cause), cause);
    }

    private static String sentence(JacksonException cause) {
        var place = cause.getLocation();
        return cause.getOriginalMessage()
                + (place == null || place.getLineNr() < 1
                        ? ""
                        : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")");
    }
}

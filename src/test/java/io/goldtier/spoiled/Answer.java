package io.goldtier.spoiled;

import io.goldtier.json.Json;
import io.goldtier.json.JsonProblem;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** An answer of an outside system, as it goes over the wire. */
record Answer(int status, String type, byte[] body) {

    static final String JSON = "application/json; charset=utf-8";
    static final String HTML = "text/html; charset=utf-8";

    static Answer json(int status, String body) {
        return new Answer(status, JSON, body.getBytes(StandardCharsets.UTF_8));
    }

    static Answer html(int status) {
        String page = "<!doctype html>\n<html><head><title>" + status + "</title></head><body><h1>" + status
                + "</h1><p>Something is between you and the server.</p></body></html>\n";
        return new Answer(status, HTML, page.getBytes(StandardCharsets.UTF_8));
    }

    static Answer empty(int status) {
        return new Answer(status, JSON, new byte[0]);
    }

    /** None at all: the connection is closed. */
    static Answer none() {
        return empty(0);
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Whether this is an envelope of JSON-RPC. */
    boolean isEnvelope() {
        return parsed() instanceof Map<?, ?> map && map.containsKey("jsonrpc");
    }

    /** What was asked for: the body, or the result inside its envelope. */
    Object result() {
        return parsed() instanceof Map<?, ?> map && map.containsKey("jsonrpc") ? map.get("result") : parsed();
    }

    /** True when the far end did what it was asked. */
    boolean isSuccess() {
        return status == 200 && !(parsed() instanceof Map<?, ?> map && map.containsKey("error"));
    }

    /** The same answer with another result, inside the envelope if there is one. */
    Answer withResult(UnaryOperator<Object> change) {
        Object whole = parsed();
        if (whole instanceof Map<?, ?> map && map.containsKey("jsonrpc")) {
            Map<String, Object> envelope = new LinkedHashMap<>();
            map.forEach((name, value) -> envelope.put(String.valueOf(name), value));
            envelope.put("result", change.apply(map.get("result")));
            return json(status, Json.write(envelope));
        }
        return json(status, Json.write(change.apply(whole)));
    }

    private Object parsed() {
        try {
            return Json.read(text());
        } catch (JsonProblem e) {
            return null;
        }
    }
}

package io.goldtier.spoiled;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What becomes of an answer on its way back, after the far end has acted.
 *
 * @param name for tables
 * @param way how it is delivered
 * @param change what is delivered instead; only for {@link Way#REPLY}
 */
record Spoil(String name, Way way, UnaryOperator<Answer> change) {

    /** How an answer is delivered. */
    enum Way {
        /** In one piece. */
        REPLY,
        /** Not at all: the connection is closed. */
        CUT,
        /** Headers and half of the body, then the connection is closed. */
        CUT_HALF,
        /** After the caller has stopped waiting. */
        LATE,
        /** Not at all, and the far end acts only when it is asked the same again, before it hears that. */
        STILL_ACTING,
        /** Not at all, and the far end acts ten seconds later. */
        ACTS_LATER,
        /** The process is killed before the request is passed on. */
        KILL_BEFORE,
        /** The process is killed, and the far end acts some time after that. */
        KILL_WHILE,
        /** The process is killed after the far end has acted. */
        KILL_AFTER
    }

    /** Nothing: the answer as it is. */
    static final Spoil NONE = reply("unspoilt", answer -> answer);

    /** Whether it says that credentials or database are wrong. */
    boolean isLock() {
        return name.startsWith("401") || name.equals("404 html");
    }

    static Spoil of(Way way) {
        return new Spoil(way.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'), way, answer -> answer);
    }

    static Spoil reply(String name, UnaryOperator<Answer> change) {
        return new Spoil(name, Way.REPLY, change);
    }

    /** What can become of a write's own answer. */
    static List<Spoil> ofWrite() {
        List<Spoil> spoils = new ArrayList<>(List.of(of(Way.CUT), of(Way.CUT_HALF), of(Way.LATE)));
        for (int status : new int[] {500, 502, 503}) {
            spoils.add(reply(status + " json", answer -> Answer.json(status, "{\"error\":\"spoilt\"}")));
            spoils.add(reply(status + " html", answer -> Answer.html(status)));
            spoils.add(reply(status + " empty", answer -> Answer.empty(status)));
        }
        spoils.addAll(unreadable());
        spoils.add(reply("200 half json", Spoil::half));
        return spoils;
    }

    /** What can become of a whole later answer. */
    static List<Spoil> ofLater(String system) {
        List<Spoil> spoils = new ArrayList<>(List.of(of(Way.CUT), of(Way.CUT_HALF), of(Way.LATE)));
        spoils.addAll(unreadable());
        spoils.add(whole("false"));
        for (int status : new int[] {403, 404, 422, 429, 500, 503}) {
            if (status != 404 || system.equals("graph")) {
                spoils.add(reply(status + " html", answer -> Answer.html(status)));
            }
            spoils.add(reply(status + " json", answer -> refusal(system, status, answer)));
        }
        return spoils;
    }

    /** What says that credentials or database are wrong, which stops all work on a system. */
    static List<Spoil> ofLocks(String system) {
        return List.of(
                reply("401 html", answer -> Answer.html(401)),
                reply("401 json", answer -> refusal(system, 401, answer)),
                reply("404 html", answer -> Answer.html(404)));
    }

    private static List<Spoil> unreadable() {
        return List.of(
                reply("200 html", answer -> Answer.html(200)),
                reply("200 empty", answer -> Answer.empty(200)),
                whole("null"),
                whole("[]"),
                whole("{}"));
    }

    private static Spoil whole(String json) {
        return reply(
                "200 " + json,
                answer -> answer.isEnvelope()
                        ? answer.withResult(result -> io.goldtier.json.Json.read(json))
                        : Answer.json(200, json));
    }

    /** What Odoo says to one of two that make a record under the same external id at once. */
    static Answer duplicate() {
        return Answer.json(
                422,
                io.goldtier.json.Json.write(Map.of(
                        "name",
                        "odoo.exceptions.ValidationError",
                        "message",
                        "The operation cannot be completed: You cannot have multiple records with the same external ID"
                                + " in the same module!",
                        "arguments",
                        List.of(),
                        "context",
                        Map.of())));
    }

    private static Answer half(Answer answer) {
        return Answer.json(200, "{\"result\": [{\"id\": 1, \"name\": \"INV");
    }

    /** A refusal in the system's own words. */
    private static Answer refusal(String system, int status, Answer real) {
        Map<String, Object> said = new LinkedHashMap<>();
        if (system.equals("graph")) {
            int code =
                    switch (status) {
                        case 401 -> 190;
                        case 403 -> 200;
                        case 429 -> 4;
                        case 500, 503 -> 2;
                        default -> 100;
                    };
            said.put("error", Map.of("message", "spoilt", "type", "OAuthException", "code", code));
            return Answer.json(status, io.goldtier.json.Json.write(said));
        }
        said.put(
                "name",
                switch (status) {
                    case 401 -> "werkzeug.exceptions.Unauthorized";
                    case 403 -> "odoo.exceptions.AccessError";
                    case 404 -> "odoo.exceptions.MissingError";
                    case 422 -> "odoo.exceptions.UserError";
                    case 429 -> "werkzeug.exceptions.TooManyRequests";
                    case 503 -> "psycopg2.OperationalError";
                    default -> "builtins.ValueError";
                });
        said.put("message", "spoilt");
        said.put("arguments", List.of("spoilt"));
        said.put("context", Map.of());
        if (real.isEnvelope()) {
            if (status == 401) {
                said.put("name", "odoo.exceptions.AccessDenied");
            }
            Map<String, Object> envelope = new LinkedHashMap<>();
            envelope.put("jsonrpc", "2.0");
            envelope.put("id", null);
            envelope.put("error", Map.of("code", 0, "message", "Odoo Server Error", "data", said));
            return Answer.json(200, io.goldtier.json.Json.write(envelope));
        }
        return Answer.json(status, io.goldtier.json.Json.write(said));
    }

    /** What can become of one field of a real answer, one spoil for each field and each way to be wrong. */
    static List<Spoil> ofFields(Answer real) {
        List<Spoil> spoils = new ArrayList<>();
        Object result = real.result();
        Object first = result instanceof List<?> list && !list.isEmpty() ? list.get(0) : result;
        if (first instanceof Map<?, ?> record) {
            record.forEach((name, value) -> {
                String field = String.valueOf(name);
                spoils.add(field(field + " missing", map -> map.remove(field)));
                spoils.add(field(field + " null", map -> map.put(field, null)));
                spoils.add(field(field + " false", map -> map.put(field, false)));
                spoils.add(field(field + " of another type", map -> map.put(field, otherType(value))));
                spoils.add(field(field + " empty", map -> map.put(field, emptied(value))));
            });
        } else if (first instanceof Number) {
            spoils.add(reply("id null", answer -> answer.withResult(ids -> inList(ids, null))));
            spoils.add(reply("id of another type", answer -> answer.withResult(ids -> inList(ids, "forty"))));
        }
        return spoils;
    }

    private static Object inList(Object ids, Object value) {
        if (ids instanceof List<?>) {
            List<Object> list = new ArrayList<>();
            list.add(value);
            return list;
        }
        return value;
    }

    private static Spoil field(String name, java.util.function.Consumer<Map<String, Object>> change) {
        return reply(
                name,
                answer -> answer.withResult(result -> {
                    if (result instanceof List<?> list && !list.isEmpty()) {
                        List<Object> changed = new ArrayList<>(list);
                        changed.set(0, changed(list.get(0), change));
                        return changed;
                    }
                    return changed(result, change);
                }));
    }

    private static Object changed(Object record, java.util.function.Consumer<Map<String, Object>> change) {
        if (!(record instanceof Map<?, ?> map)) {
            return record;
        }
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((name, value) -> copy.put(String.valueOf(name), value));
        change.accept(copy);
        return copy;
    }

    private static Object otherType(Object value) {
        if (value instanceof Number) {
            return "seven";
        } else if (value instanceof Boolean) {
            return List.of("maybe");
        } else if (value instanceof List<?> || value instanceof Map<?, ?>) {
            return "text";
        }
        return 7;
    }

    private static Object emptied(Object value) {
        if (value instanceof List<?>) {
            return List.of();
        }
        return value instanceof Map<?, ?> ? Map.of() : "";
    }
}

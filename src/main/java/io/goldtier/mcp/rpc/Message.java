package io.goldtier.mcp.rpc;

import io.goldtier.json.Json;
import io.goldtier.json.JsonProblem;
import java.util.LinkedHashMap;
import java.util.Map;

/** One message of JSON-RPC. */
public sealed interface Message {

    /**
     * Wants an answer.
     *
     * @param id a text or a whole number
     * @param params never null
     */
    record Request(Object id, String method, Map<String, Object> params) implements Message {

        /** What goes with the parameters: the client, its progress token, keys of ours. */
        public Map<String, Object> meta() {
            return object(params.get("_meta"));
        }
    }

    /** Wants none. */
    record Notification(String method, Map<String, Object> params) implements Message {}

    /**
     * Answers a request of ours.
     *
     * @param result the result, or null when it is an error
     */
    record Response(Object id, Map<String, Object> result) implements Message {}

    /**
     * Reads one.
     *
     * @throws RpcError when it is no JSON or no message
     */
    static Message read(String text) {
        Object value;
        try {
            value = Json.read(text);
        } catch (JsonProblem e) {
            throw new RpcError(RpcError.PARSE, 400, "The body is no JSON: " + RpcError.shown(e.getMessage()), null);
        }
        if (!(value instanceof Map<?, ?>)) {
            throw RpcError.invalidRequest("The body must be one JSON-RPC message; several in one list are not taken.");
        }
        Map<String, Object> map = object(value);
        if (!"2.0".equals(map.get("jsonrpc"))) {
            throw RpcError.invalidRequest("jsonrpc must be \"2.0\".");
        }
        return map.containsKey("method") ? called(map) : answered(map);
    }

    private static Message called(Map<String, Object> map) {
        if (!(map.get("method") instanceof String method) || method.isEmpty()) {
            throw RpcError.invalidRequest("method must be a text.");
        }
        Object params = map.get("params");
        if (params != null && !(params instanceof Map<?, ?>)) {
            throw RpcError.invalidRequest("params must be an object.");
        }
        if (!map.containsKey("id")) {
            return new Notification(method, object(params));
        }
        return new Request(checkedId(map.get("id")), method, object(params));
    }

    private static Message answered(Map<String, Object> map) {
        if (!map.containsKey("result") && !map.containsKey("error")) {
            throw RpcError.invalidRequest("A message has a method, a result or an error.");
        }
        Object result = map.get("result");
        return new Response(map.get("id"), result instanceof Map<?, ?> ? object(result) : null);
    }

    private static Object checkedId(Object id) {
        if (id instanceof String || id instanceof Integer || id instanceof Long) {
            return id;
        }
        throw RpcError.invalidRequest("id must be a text or a whole number.");
    }

    /** The id of a message that could not be read as a whole, if so much can be read of it; else null. */
    static Object idOf(String text) {
        try {
            Object id = Json.read(text) instanceof Map<?, ?> map ? map.get("id") : null;
            return id == null ? null : checkedId(id);
        } catch (JsonProblem | RpcError e) {
            return null;
        }
    }

    /** The answer to the request with this id. */
    static Map<String, Object> result(Object id, Map<String, Object> result) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("jsonrpc", "2.0");
        answer.put("id", id);
        answer.put("result", result);
        return answer;
    }

    /** A notification of ours. */
    static Map<String, Object> notification(String method, Map<String, Object> params) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("jsonrpc", "2.0");
        message.put("method", method);
        if (!params.isEmpty()) {
            message.put("params", params);
        }
        return message;
    }

    /** A request of ours. */
    static Map<String, Object> request(Object id, String method, Map<String, Object> params) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("jsonrpc", "2.0");
        message.put("id", id);
        message.put("method", method);
        message.put("params", params);
        return message;
    }

    /** The value as an object; an empty one when it is none. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }
}

package io.goldtier.mcp.rpc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A request that ends with an error of the protocol; the sentence is for its sender and tells nothing of our inside. */
public final class RpcError extends RuntimeException {

    /** What was sent is no JSON. */
    public static final int PARSE = -32700;
    /** It is JSON, but no message of the protocol. */
    public static final int INVALID_REQUEST = -32600;
    /** There is no such method. */
    public static final int METHOD_NOT_FOUND = -32601;
    /** The method's parameters are wrong. */
    public static final int INVALID_PARAMS = -32602;
    /** We failed. */
    public static final int INTERNAL = -32603;
    /** Too much is under way; the number is ours. */
    public static final int BUSY = -32000;
    /** The session is not known, or missing; the number is ours. */
    public static final int SESSION = -32001;
    /** Until revision 2025-11-25: there is no such resource. */
    public static final int RESOURCE_NOT_FOUND = -32002;
    /** From revision 2026-07-28: header and body do not say the same. */
    public static final int HEADER_MISMATCH = -32020;
    /** From revision 2026-07-28: the client cannot do what this needs. */
    public static final int MISSING_CAPABILITY = -32021;
    /** From revision 2026-07-28: the revision is not spoken here. */
    public static final int UNSUPPORTED_VERSION = -32022;

    private final int code;
    private final int status;
    private final transient Map<String, Object> data;

    /**
     * An error.
     *
     * @param code its number in the protocol
     * @param status the HTTP status that goes with it
     * @param data more about it for programs, or null
     */
    public RpcError(int code, int status, String sentence, Map<String, Object> data) {
        super(sentence);
        this.code = code;
        this.status = status;
        this.data = data;
    }

    /** The message as a whole is none. */
    public static RpcError invalidRequest(String sentence) {
        return new RpcError(INVALID_REQUEST, 400, sentence, null);
    }

    /** The method's parameters are wrong. */
    public static RpcError invalidParams(String sentence) {
        return new RpcError(INVALID_PARAMS, 200, sentence, null);
    }

    /** There is no such method in this revision. */
    public static RpcError methodNotFound(String method) {
        return new RpcError(METHOD_NOT_FOUND, 404, "There is no method " + shown(method) + " here.", null);
    }

    /** We failed; the log says why. */
    public static RpcError internal() {
        return new RpcError(INTERNAL, 200, "The assistant failed to answer this; its log says why.", null);
    }

    /** Header and body do not say the same, or the header is missing. */
    public static RpcError headerMismatch(String sentence) {
        return new RpcError(HEADER_MISMATCH, 400, sentence, null);
    }

    /** The client did not say that it can do this. */
    public static RpcError missingCapability(Map<String, Object> required) {
        return new RpcError(
                MISSING_CAPABILITY,
                400,
                "This needs a client that can do " + String.join(", ", required.keySet()) + ".",
                Map.of("requiredCapabilities", required));
    }

    /** The revision is not spoken here. */
    public static RpcError unsupportedVersion(String requested) {
        return new RpcError(
                UNSUPPORTED_VERSION,
                400,
                "The protocol version " + shown(requested) + " is not spoken here; these are: "
                        + String.join(", ", Revision.ALL) + ".",
                Map.of("supported", List.copyOf(Revision.ALL), "requested", shown(requested)));
    }

    /** The error's number. */
    public int code() {
        return code;
    }

    /** The HTTP status of an answer that is nothing but this error. */
    public int status() {
        return status;
    }

    /** The answer to the request with this id; null when it is not known. */
    public Map<String, Object> answer(Object id) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", getMessage());
        if (data != null) {
            error.put("data", data);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("jsonrpc", "2.0");
        answer.put("id", id);
        answer.put("error", error);
        return answer;
    }

    /** Words from outside, cut and freed of control characters. */
    public static String shown(String words) {
        String clean = String.valueOf(words).replaceAll("\\p{Cntrl}", "?");
        return clean.length() > 120 ? clean.substring(0, 119) + "…" : clean;
    }
}

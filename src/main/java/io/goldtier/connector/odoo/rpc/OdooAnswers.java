package io.goldtier.connector.odoo.rpc;

import io.goldtier.json.Json;
import io.goldtier.json.JsonProblem;
import io.goldtier.outside.http.Answer;
import java.util.List;
import java.util.Map;

/** Answers from the wire: the bare result, or the trouble that they tell of. */
final class OdooAnswers {

    private final OdooErrors errors;

    OdooAnswers(OdooErrors errors) {
        this.errors = errors;
    }

    /** The result of a call. */
    Object result(OdooCall call, Answer answer) {
        Object parsed = parse(call, answer);
        if (isUnknownReference(call, parsed)) {
            return null;
        }
        boolean older = call.instance().protocol() == OdooInstance.Protocol.JSONRPC;
        Object result = older ? fromJsonRpc(call, answer, parsed) : fromJson2(call, answer, parsed);
        if (older && OdooSums.isSum(call)) {
            return OdooSums.newer(call, result);
        }
        if (call.method().equals("load")
                && result instanceof Map<?, ?> loaded
                && !(loaded.get("ids") instanceof List)) {
            @SuppressWarnings("unchecked")
            Map<String, Object> refused = (Map<String, Object>) loaded;
            throw OdooErrors.refusedRows(refused);
        }
        return result;
    }

    /** An external id that nothing has is an answer, although Odoo puts it as an error. */
    private static boolean isUnknownReference(OdooCall call, Object parsed) {
        return call.method().equals("check_object_reference")
                && error(parsed) instanceof Map<?, ?> error
                && "builtins.ValueError".equals(error.get("name"))
                && String.valueOf(error.get("message")).startsWith("External ID not found");
    }

    /** What the answer says went wrong, where either protocol says it. */
    private static Object error(Object parsed) {
        return parsed instanceof Map<?, ?> map && map.get("error") instanceof Map<?, ?> error
                ? error.get("data")
                : parsed;
    }

    /** The user's id from a log-in. */
    long uid(OdooCall call, Answer answer) {
        if (fromJsonRpc(call, answer, parse(call, answer)) instanceof Number uid) {
            return uid.longValue();
        }
        throw errors.authentication(call);
    }

    private Object parse(OdooCall call, Answer answer) {
        try {
            return Json.read(answer.text());
        } catch (JsonProblem e) {
            throw errors.unnamed(call, answer);
        }
    }

    private Object fromJson2(OdooCall call, Answer answer, Object parsed) {
        if (answer.status() == 200) {
            return parsed;
        }
        throw refused(call, answer, parsed);
    }

    private Object fromJsonRpc(OdooCall call, Answer answer, Object parsed) {
        if (!(parsed instanceof Map<?, ?> map)) {
            throw errors.unnamed(call, answer);
        }
        if (map.get("error") instanceof Map<?, ?> error) {
            throw refused(call, answer, error.get("data"));
        }
        if (answer.status() != 200) {
            throw errors.unnamed(call, answer);
        }
        return map.get("result");
    }

    private RuntimeException refused(OdooCall call, Answer answer, Object data) {
        if (answer.status() != 429 && data instanceof Map<?, ?> map && map.get("name") instanceof String name) {
            return errors.named(call, answer.status(), name, String.valueOf(map.get("message")));
        }
        return errors.unnamed(call, answer);
    }
}

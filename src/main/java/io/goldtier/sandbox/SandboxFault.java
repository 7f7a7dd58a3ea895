package io.goldtier.sandbox;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How a stand-in misbehaves.
 *
 * @param path only requests whose path contains this text are hit; null hits all. A JSON-RPC call has, after its
 *     address, the path of what it calls, such as {@code account.move/action_post} or {@code common/authenticate}
 * @param latencyMs how long each answer is held back, in milliseconds
 * @param refuse the connection is closed before anything is done
 * @param offline 503 from a proxy in front, before anything is done
 * @param status this status instead of an answer, before anything is done; 0 for none
 * @param retryAfter seconds in the {@code Retry-After} header beside {@code status}; 0 for no header
 * @param wrongKey credentials are treated as wrong
 * @param garbage bytes that are no answer, before anything is done
 * @param error500AfterActing 500 although the request was carried out
 * @param cutAfterActing the connection is closed without an answer although the request was carried out
 * @param mail what becomes of the mails that the stand-in is asked to send, and of those that still wait
 * @param times how many requests are still hit; negative for all
 */
public record SandboxFault(
        String path,
        int latencyMs,
        boolean refuse,
        boolean offline,
        int status,
        int retryAfter,
        boolean wrongKey,
        boolean garbage,
        boolean error500AfterActing,
        boolean cutAfterActing,
        Mail mail,
        int times) {

    /** What becomes of a mail. */
    public enum Mail {
        /** It is handed on. */
        SENT,
        /** It stays in the queue until a request comes that this fault does not hit. */
        OUTGOING,
        /** No mail server takes it. */
        EXCEPTION
    }

    private static final Set<String> KEYS = Set.of(
            "path",
            "latency_ms",
            "refuse",
            "offline",
            "status",
            "retry_after",
            "wrong_key",
            "garbage",
            "error_500_after_acting",
            "cut_after_acting",
            "mail",
            "times");

    static SandboxFault of(Map<String, Object> json) {
        for (String key : json.keySet()) {
            if (!KEYS.contains(key)) {
                throw new IllegalArgumentException("no fault is called \"" + key + "\"; there are "
                        + String.join(", ", KEYS.stream().sorted().toList()));
            }
        }
        return new SandboxFault(
                json.get("path") == null ? null : String.valueOf(json.get("path")),
                number(json, "latency_ms", 0),
                truth(json, "refuse"),
                truth(json, "offline"),
                number(json, "status", 0),
                number(json, "retry_after", 0),
                truth(json, "wrong_key"),
                truth(json, "garbage"),
                truth(json, "error_500_after_acting"),
                truth(json, "cut_after_acting"),
                mail(json.getOrDefault("mail", "sent")),
                number(json, "times", -1));
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("path", path);
        json.put("latency_ms", latencyMs);
        json.put("refuse", refuse);
        json.put("offline", offline);
        json.put("status", status);
        json.put("retry_after", retryAfter);
        json.put("wrong_key", wrongKey);
        json.put("garbage", garbage);
        json.put("error_500_after_acting", error500AfterActing);
        json.put("cut_after_acting", cutAfterActing);
        json.put("mail", mail.name().toLowerCase(Locale.ROOT));
        json.put("times", times);
        return json;
    }

    SandboxFault onceLess() {
        return new SandboxFault(
                path,
                latencyMs,
                refuse,
                offline,
                status,
                retryAfter,
                wrongKey,
                garbage,
                error500AfterActing,
                cutAfterActing,
                mail,
                times - 1);
    }

    private static boolean truth(Map<String, Object> json, String key) {
        Object value = json.getOrDefault(key, false);
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw new IllegalArgumentException(key + " is " + value + ", but must be true or false");
    }

    private static Mail mail(Object value) {
        for (Mail mail : Mail.values()) {
            if (mail.name().toLowerCase(Locale.ROOT).equals(value)) {
                return mail;
            }
        }
        throw new IllegalArgumentException("mail is " + value + ", but must be sent, outgoing or exception");
    }

    private static int number(Map<String, Object> json, String key, int fallback) {
        Object value = json.getOrDefault(key, fallback);
        if (value instanceof Integer number) {
            return number;
        }
        throw new IllegalArgumentException(key + " is " + value + ", but must be a whole number");
    }
}

package io.goldtier.sandbox;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
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
 * @param trouble what a stand-in of a platform for posts plays, such as {@code rate_limit}
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
        Trouble trouble,
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

    /** What goes wrong at a platform for posts. */
    public enum Trouble {
        /** Nothing. */
        NONE,
        /** It takes no more requests for a while. */
        RATE_LIMIT,
        /** It says that the same is there already. */
        DUPLICATE,
        /** The token lacks a permission. */
        PERMISSION,
        /** It cannot fetch the picture, or read it. */
        PICTURE_NOT_FETCHED,
        /** What is prepared is never ready. */
        CONTAINER_STUCK
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
            "trouble",
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
                named("mail", Mail.values(), json.getOrDefault("mail", "sent")),
                named("trouble", Trouble.values(), json.getOrDefault("trouble", "none")),
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
        json.put("trouble", trouble.name().toLowerCase(Locale.ROOT));
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
                trouble,
                times - 1);
    }

    private static boolean truth(Map<String, Object> json, String key) {
        Object value = json.getOrDefault(key, false);
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw new IllegalArgumentException(key + " is " + value + ", but must be true or false");
    }

    private static <T extends Enum<T>> T named(String key, T[] values, Object value) {
        List<String> words = Arrays.stream(values)
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .toList();
        int place = words.indexOf(String.valueOf(value));
        if (place < 0) {
            throw new IllegalArgumentException(key + " is " + value + ", but must be one of " + words);
        }
        return values[place];
    }

    private static int number(Map<String, Object> json, String key, int fallback) {
        Object value = json.getOrDefault(key, fallback);
        if (value instanceof Integer number) {
            return number;
        }
        throw new IllegalArgumentException(key + " is " + value + ", but must be a whole number");
    }
}

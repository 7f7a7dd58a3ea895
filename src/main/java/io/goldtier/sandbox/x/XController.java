package io.goldtier.sandbox.x;

import com.twitter.twittertext.TwitterTextParser;
import io.goldtier.json.Json;
import io.goldtier.json.JsonProblem;
import io.goldtier.sandbox.SandboxFault.Trouble;
import io.goldtier.sandbox.SandboxFaults;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /sandbox/x/2}: posts, timeline and tokens of X in its wire format; what its reference does not name is refused
 * (docs.x.com, "Create or Edit Post", {@code POST /2/tweets}, of which it has the fields for posts of one's own).
 */
@RestController
@RequestMapping("/sandbox/x/2")
@ConditionalOnProperty(name = "goldtier.mode", havingValue = "sandbox", matchIfMissing = true)
class XController {

    private static final String USER = "300000000000003";
    private static final Set<String> POST_FIELDS = Set.of(
            "text",
            "media",
            "reply",
            "quote_tweet_id",
            "poll",
            "geo",
            "for_super_followers_only",
            "reply_settings",
            "direct_message_deep_link",
            "nullcast",
            "community_id",
            "made_with_ai",
            "paid_partnership",
            "share_with_followers",
            "card_uri",
            "edit_options");

    private final XSandbox x;
    private final XAccess access;

    XController(XSandbox x, XAccess access) {
        this.x = x;
        this.access = access;
    }

    @ExceptionHandler(XProblem.class)
    ResponseEntity<String> refuse(XProblem problem) {
        return limits(problem.status()).contentType(problem.type()).body(problem.body());
    }

    @PostMapping("/tweets")
    ResponseEntity<String> post(HttpServletRequest request, @RequestBody(required = false) String body) {
        access.check(request, true);
        if (x.take().isEmpty()) {
            throw XProblem.tooMany();
        }
        Map<String, Object> asked = object(body);
        if (!POST_FIELDS.containsAll(asked.keySet())) {
            throw XProblem.invalid("$." + asked.keySet()
                    + ": is not defined in the schema and the schema does not allow" + " additional properties");
        }
        if (!(asked.getOrDefault("text", "") instanceof String text)) {
            throw XProblem.invalid("$.text: must be a string");
        }
        List<Object> media = media(asked.get("media"));
        if (text.isBlank() && media.isEmpty()) {
            throw XProblem.invalid("$.text: is missing");
        }
        if (TwitterTextParser.parseTweet(text).weightedLength > 280) {
            throw XProblem.forbidden("Your Tweet text is too long.");
        }
        Map<String, Object> post = SandboxFaults.trouble(request) == Trouble.DUPLICATE
                ? null
                : x.post(text, media).orElse(null);
        if (post == null) {
            throw XProblem.forbidden("You are not allowed to create a Tweet with duplicate content.");
        }
        return json(
                201,
                Map.of(
                        "data",
                        Map.of("id", post.get("id"), "text", text, "edit_history_tweet_ids", List.of(post.get("id")))));
    }

    private List<Object> media(Object given) {
        if (given == null) {
            return List.of();
        }
        if (!(given instanceof Map<?, ?> map)
                || !Set.of("media_ids", "tagged_user_ids").containsAll(map.keySet())
                || !(map.get("media_ids") instanceof List<?> ids)
                || ids.isEmpty()
                || ids.size() > 4) {
            throw XProblem.invalid("$.media.media_ids: must have 1 to 4 items");
        }
        List<Object> known = new ArrayList<>();
        for (Object id : ids) {
            if (!(id instanceof String)
                    || x.upload(id)
                            .filter(upload -> "succeeded".equals(upload.get("state")))
                            .isEmpty()) {
                throw XProblem.invalid("Your media IDs are invalid.");
            }
            known.add(id);
        }
        return known;
    }

    @GetMapping("/users/me")
    ResponseEntity<String> me(HttpServletRequest request) {
        access.check(request, false);
        return json(200, Map.of("data", Map.of("id", USER, "name", "Sandbox", "username", "sandbox")));
    }

    @GetMapping("/users/{user}/tweets")
    ResponseEntity<String> posts(HttpServletRequest request, @PathVariable String user) {
        access.check(request, false);
        if (!user.equals(USER)) {
            throw XProblem.invalid("Could not find user with id: [" + user + "].");
        }
        List<Map<String, Object>> newest = x.newest(100);
        List<Map<String, Object>> data = newest.stream()
                .map(post -> {
                    Map<String, Object> shown = new LinkedHashMap<>(post);
                    shown.put("edit_history_tweet_ids", List.of(post.get("id")));
                    shown.put("text", escaped(String.valueOf(post.get("text"))));
                    if (String.valueOf(request.getParameter("tweet.fields")).contains("public_metrics")) {
                        shown.put(
                                "public_metrics",
                                Map.of(
                                        "retweet_count",
                                        1,
                                        "reply_count",
                                        2,
                                        "like_count",
                                        3,
                                        "quote_count",
                                        0,
                                        "bookmark_count",
                                        1,
                                        "impression_count",
                                        100));
                    }
                    return shown;
                })
                .toList();
        Map<String, Object> answer = new LinkedHashMap<>();
        if (!data.isEmpty()) {
            answer.put("data", data);
        }
        answer.put("meta", Map.of("result_count", data.size()));
        return json(200, answer);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    @PostMapping("/oauth2/token")
    ResponseEntity<String> token(HttpServletRequest request) {
        if (SandboxFaults.wrongKey(request)) {
            throw XProblem.oauth("invalid_request", "Value passed for the token was invalid.");
        }
        if (!"refresh_token".equals(request.getParameter("grant_type"))) {
            throw XProblem.oauth("unsupported_grant_type", "grant_type must be refresh_token");
        }
        if (request.getHeader("Authorization") == null && request.getParameter("client_id") == null) {
            throw XProblem.oauth("unauthorized_client", "Missing valid authorization header");
        }
        return json(200, access.renew(String.valueOf(request.getParameter("refresh_token"))));
    }

    static Map<String, Object> object(String body) {
        try {
            return Json.readObject(body == null ? "" : body);
        } catch (JsonProblem e) {
            throw XProblem.invalid("The request body is not a JSON object");
        }
    }

    private ResponseEntity<String> json(int status, Object value) {
        return limits(ResponseEntity.status(HttpStatusCode.valueOf(status)))
                .contentType(MediaType.APPLICATION_JSON)
                .body(Json.write(value));
    }

    private ResponseEntity.BodyBuilder limits(ResponseEntity.BodyBuilder answer) {
        XSandbox.Window window = x.window();
        return answer.header("x-rate-limit-limit", String.valueOf(window.limit()))
                .header("x-rate-limit-remaining", String.valueOf(window.left()))
                .header("x-rate-limit-reset", String.valueOf(window.end().getEpochSecond()));
    }
}

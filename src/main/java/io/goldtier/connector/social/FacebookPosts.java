package io.goldtier.connector.social;

import io.goldtier.trigger.Action;
import io.goldtier.trigger.Actions;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Looks among the page's own recent posts for one that an interrupted attempt may have made. */
@Component("facebookPosts")
class FacebookPosts {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssZ");
    private static final Duration CLOCKS_DIFFER_BY = Duration.ofMinutes(2);

    private final Actions actions;

    FacebookPosts(Actions actions) {
        this.actions = actions;
    }

    /** Leaves {@code {done, output}}: whether a post with these words has appeared since the attempt began. */
    void find(Exchange exchange) {
        Map<?, ?> input = exchange.getVariable("input", Map.class);
        Instant begun = actions.find(exchange.getVariable("action_id", String.class))
                .map(Action::started)
                .orElse(Instant.EPOCH)
                .minus(CLOCKS_DIFFER_BY);
        Map<?, ?> answer = exchange.getMessage().getBody(Map.class);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("done", false);
        if (answer.get("data") instanceof List<?> posts) {
            for (Object each : posts) {
                if (each instanceof Map<?, ?> post
                        && input.get("message") != null
                        && input.get("message").equals(post.get("message"))
                        && !created(post).isBefore(begun)) {
                    result.put("done", true);
                    result.put("output", output(post));
                }
            }
        }
        exchange.getMessage().setBody(result);
    }

    private static Map<String, Object> output(Map<?, ?> post) {
        Map<String, Object> output = new LinkedHashMap<>();
        output.put("post_id", post.get("id"));
        output.put("post_url", post.get("permalink_url"));
        return output;
    }

    private static Instant created(Map<?, ?> post) {
        try {
            return OffsetDateTime.parse(String.valueOf(post.get("created_time")), TIME)
                    .toInstant();
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }
}

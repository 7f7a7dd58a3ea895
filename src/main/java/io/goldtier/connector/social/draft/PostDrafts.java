package io.goldtier.connector.social.draft;

import io.goldtier.connector.social.Platform;
import io.goldtier.trigger.Accepted;
import io.goldtier.trigger.NewWork;
import io.goldtier.trigger.Sender;
import io.goldtier.trigger.Trigger;
import io.goldtier.trigger.TriggerStatus;
import io.goldtier.trigger.Triggers;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/**
 * Makes one piece of work of each post, so that all of them lie before a person at the same time and none waits for
 * another. What the assistant itself makes into work is never trusted; the same draft again is the same work.
 */
@Component("postDrafts")
class PostDrafts {

    /** Who asks for what the assistant drafts. */
    private static final Sender ASSISTANT = new Sender(null, "made by the assistant", false);

    private final SocialSummary summary;
    private final Triggers triggers;
    private final Clock clock;

    PostDrafts(SocialSummary summary, Triggers triggers, Clock clock) {
        this.summary = summary;
        this.triggers = triggers;
        this.clock = clock;
    }

    /**
     * Drafts a post for each platform that the input names.
     *
     * @return {@code drafts}: the ids of the work, by platform
     */
    public Map<String, Object> draft(
            @Variable("input") Map<String, Object> input, @Variable("action_id") String actionId) {
        List<Object> drafts = new ArrayList<>();
        for (Object platform : (List<?>) input.get("platforms")) {
            Map<String, Object> told = new LinkedHashMap<>(input);
            told.keySet().retainAll(List.of("content", "activity_data", "hashtags", "link"));
            told.put("platform", platform);
            Map<String, Object> params = new LinkedHashMap<>();
            params.put("content", summary.write(told).get("summary_text"));
            if (!platform.equals("instagram") && input.get("link") != null) {
                params.put("link", input.get("link"));
            }
            for (String name : List.of("image", "publish_at")) {
                if (input.get(name) != null) {
                    params.put(name, input.get(name));
                }
            }
            drafts.add(accept(actionId + "-" + platform, String.valueOf(platform), params));
        }
        return Map.of("drafts", drafts);
    }

    /** Takes a draft on as work, once. */
    Map<String, Object> accept(String reference, String platform, Map<String, Object> params) {
        Instant now = clock.instant();
        String id = "draft-" + reference;
        Accepted accepted = triggers.accept(new NewWork(
                new Trigger(
                        id,
                        "business",
                        "file_drop",
                        Map.of("message", "Post for " + Platform.of(platform).title() + ": " + params.get("content")),
                        List.of(Map.of("type", platform + "_post", "params", params)),
                        TriggerStatus.PENDING,
                        now,
                        now,
                        Map.of()),
                "draft:" + reference,
                null,
                ASSISTANT));
        String taken = accepted instanceof Accepted.Copy copy ? copy.triggerId() : id;
        return Map.of("platform", platform, "trigger_id", taken);
    }
}

package io.goldtier.connector.social;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/**
 * Looks, before a person is asked and again before the effect, whether a post can be made, and tells how it will read: its
 * text, the length that the platform counts, its picture, on X what it costs.
 */
@Component("postCheck")
class PostCheck {

    private final PostText text;
    private final Pictures pictures;
    private final Clock clock;

    PostCheck(PostText text, Pictures pictures, Clock clock) {
        this.text = text;
        this.pictures = pictures;
        this.clock = clock;
    }

    /** What is said of a post on Facebook, or why it cannot be made. */
    public Map<String, Object> facebook(
            @Variable("input") Map<String, Object> input, @Variable("trigger_id") String triggerId) {
        return look(Platform.FACEBOOK, input, triggerId);
    }

    /** The same on Instagram. */
    public Map<String, Object> instagram(
            @Variable("input") Map<String, Object> input, @Variable("trigger_id") String triggerId) {
        return look(Platform.INSTAGRAM, input, triggerId);
    }

    /** The same on X. */
    public Map<String, Object> twitter(
            @Variable("input") Map<String, Object> input, @Variable("trigger_id") String triggerId) {
        return look(Platform.TWITTER, input, triggerId);
    }

    private Map<String, Object> look(Platform platform, Map<String, Object> input, String triggerId) {
        String words = text.of(platform, input);
        Optional<Picture> picture = pictures.find(platform, input, triggerId);
        List<String> lines = new ArrayList<>();
        if (!words.equals(PostText.content(input))) {
            lines.add("It will read: " + words);
        }
        lines.add("It has " + platform.length(words) + " of " + platform.longest() + " characters as "
                + platform.title() + " counts them.");
        if (platform == Platform.FACEBOOK && platform.length(words) > platform.shown()) {
            lines.add("Facebook shows the first " + platform.shown() + " of them before \"See more\".");
        }
        picture.map(Picture::line).ifPresent(lines::add);
        if (platform == Platform.TWITTER) {
            lines.add(
                    XPosts.hasLink(words)
                            ? "It has a link: X takes $0.20 for it, and $0.015 for a post without one."
                            : "X takes $0.015 for it.");
        }
        int hashtags = Platform.hashtags(words).size();
        if (hashtags > platform.suggestedHashtags()) {
            lines.add("It has " + hashtags + " hashtags; more than " + platform.suggestedHashtags()
                    + " do it no good on " + platform.title() + ".");
        }
        if (input.get("publish_at") instanceof String time) {
            Instant planned = OffsetDateTime.parse(time).toInstant();
            lines.add(
                    planned.isAfter(clock.instant())
                            ? "It is to be published at " + planned + ", or when it is approved if that is later."
                            : "The time at which it is to be published, " + planned
                                    + ", is over: it is published when it is approved.");
        }
        return Map.of("preview", lines);
    }
}

package io.goldtier.connector.social;

import com.twitter.twittertext.Extractor;
import io.goldtier.connector.social.OwnPosts.Post;
import io.goldtier.skill.effect.Attempt;
import io.goldtier.skill.effect.OutsideException;
import io.goldtier.skill.effect.OutsideException.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Posts on X: our own as the timeline lists them, and pictures that are sent before them. */
@Component("xPosts")
class XPosts {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String SYSTEM = "twitter";

    private final PostText text;
    private final Clock clock;

    XPosts(PostText text, Clock clock) {
        this.text = text;
        this.clock = clock;
    }

    /** Whether X takes the higher price of a post with a link for this text. */
    static boolean hasLink(String text) {
        return !new Extractor().extractURLs(text).isEmpty();
    }

    /** Whether the timeline has a post that an attempt may have made. */
    public Map<String, Object> find(
            @Body Object answer,
            @Variable("input") Map<String, Object> input,
            @Variable("attempted") Instant attempted,
            @Variable("others") List<Map<String, Object>> others) {
        return OwnPosts.find(answer, XPosts::read, text.twitter(input), attempted, others);
    }

    private static Optional<Post> read(Map<?, ?> post) {
        if (!(post.get("id") instanceof String id) || id.isBlank() || !(post.get("text") instanceof String words)) {
            return Optional.empty();
        }
        try {
            Instant created =
                    OffsetDateTime.parse(String.valueOf(post.get("created_at"))).toInstant();
            return Optional.of(new Post(id, asWritten(words, post.get("entities")), created, address(id)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** X writes its own short addresses in place of ours, one more for a picture, and three signs as HTML does. */
    private static String asWritten(String words, Object entities) {
        String text = words;
        if (entities instanceof Map<?, ?> map && map.get("urls") instanceof List<?> urls) {
            for (Object each : urls) {
                if (each instanceof Map<?, ?> url && url.get("url") instanceof String brief) {
                    Object whole = url.get("media_key") == null ? url.get("expanded_url") : "";
                    text = text.replace(brief, whole == null ? brief : String.valueOf(whole));
                }
            }
        }
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }

    /** Where a post can be read, whoever's it is. */
    static String address(String id) {
        return "https://x.com/i/web/status/" + id;
    }

    /** The address of the post that the answer tells of. */
    public String address(@Body Map<String, Object> answer) {
        return address(String.valueOf(((Map<?, ?>) answer.get("data")).get("id")));
    }

    /** The upload's id, with which its parts are sent; it is remembered when it was opened. */
    public String opened(Exchange exchange, @Body Map<String, Object> answer) {
        if (!(answer.get("data") instanceof Map<?, ?> data) || !(data.get("id") instanceof String id) || id.isBlank()) {
            throw new OutsideException(
                    Kind.TRANSIENT, SYSTEM, "X's answer does not say what it should: data.id is missing.");
        }
        Attempt.of(exchange)
                .ifPresent(attempt ->
                        attempt.keep(Map.of("media_made", clock.instant().toString())));
        return id;
    }

    /**
     * Goes on when the picture can be used.
     *
     * @throws OutsideException that X is still working on it, or could not use it
     */
    public void ready(Exchange exchange, @Body Map<String, Object> answer) {
        Object processing = answer.get("data") instanceof Map<?, ?> data ? data.get("processing_info") : null;
        if (!(processing instanceof Map<?, ?> info) || "succeeded".equals(info.get("state"))) {
            return;
        }
        Instant made = Attempt.of(exchange)
                .map(attempt -> attempt.progress().get("media_made"))
                .map(time -> Instant.parse(String.valueOf(time)))
                .orElseGet(clock::instant);
        boolean late = !clock.instant().isBefore(made.plus(PATIENCE));
        if (late || "failed".equals(info.get("state"))) {
            Attempt.of(exchange).ifPresent(XPosts::forget);
            throw new OutsideException(
                            Kind.PERMANENT,
                            SYSTEM,
                            (late
                                            ? "X did not get the picture ready within 5 minutes."
                                            : "X could not use the picture.")
                                    + " Nothing was published.")
                    .answered();
        }
        long seconds = info.get("check_after_secs") instanceof Number number ? number.longValue() : 5;
        throw new OutsideException(
                        Kind.NOT_YET,
                        SYSTEM,
                        "X is getting the picture ready.",
                        clock.instant().plusSeconds(Math.max(1, Math.min(seconds, 60))),
                        null)
                .answered();
    }

    private static void forget(Attempt attempt) {
        Map<String, Object> none = new HashMap<>();
        none.put("media", null);
        none.put("media_made", null);
        attempt.keep(none);
    }
}

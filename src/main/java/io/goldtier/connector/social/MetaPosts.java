package io.goldtier.connector.social;

import io.goldtier.connector.social.OwnPosts.Post;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Posts of the Facebook page and of the Instagram account, as the Graph API lists them. */
@Component("metaPosts")
class MetaPosts {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss[xxx][xx]");

    private final PostText text;
    private final Environment environment;

    MetaPosts(PostText text, Environment environment) {
        this.text = text;
        this.environment = environment;
    }

    /** Whether the page has a post that an attempt may have made. */
    public Map<String, Object> onFacebook(
            @Body Object answer,
            @Variable("input") Map<String, Object> input,
            @Variable("attempted") Instant attempted,
            @Variable("others") List<Map<String, Object>> others) {
        return OwnPosts.find(
                answer,
                entry -> read(entry, "message", "created_time", "permalink_url"),
                text.facebook(input),
                attempted,
                others);
    }

    /** The published picture of a container that is known to be published. */
    public Map<String, Object> onInstagram(
            @Body Object answer,
            @Variable("input") Map<String, Object> input,
            @Variable("attempted") Instant attempted,
            @Variable("others") List<Map<String, Object>> others) {
        Map<String, Object> found = OwnPosts.find(
                answer,
                entry -> read(entry, "caption", "timestamp", "permalink"),
                text.instagram(input),
                attempted,
                others);
        // The container says that it is published; the list only tells under which name
        return Map.of("done", true, "output", found.getOrDefault("output", Map.of()));
    }

    /** Where a post on the page can be read: as the answer says, else by its id. */
    public String address(@Body Map<String, Object> answer) {
        return answer.get("permalink_url") instanceof String url && url.startsWith("https://")
                ? url
                : environment.getProperty("goldtier.social.facebook.pages", "") + "/" + answer.get("id");
    }

    private static Optional<Post> read(Map<?, ?> post, String words, String time, String url) {
        if (!(post.get("id") instanceof String id) || id.isBlank()) {
            return Optional.empty();
        }
        Object message = post.get(words);
        if (post.containsKey(words) && !(message instanceof String)) {
            return Optional.empty();
        }
        try {
            Instant created =
                    OffsetDateTime.parse(String.valueOf(post.get(time)), TIME).toInstant();
            return Optional.of(new Post(
                    id,
                    message == null ? "" : String.valueOf(message),
                    created,
                    post.get(url) instanceof String address ? address : null));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}

package io.goldtier.connector.social;

import io.goldtier.skill.effect.OutsideException;
import io.goldtier.skill.effect.OutsideException.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/**
 * The text of a post as it will be read: the words, what hashtags are not in them yet, and the link where the platform has
 * no place of its own for it. Nothing is ever cut: what is too long is refused.
 */
@Component("postText")
class PostText {

    /** The text on Facebook, where a link has a place of its own unless a picture takes that. */
    public String facebook(@Variable("input") Map<String, Object> input) {
        boolean ownPlace = input.get("image") == null;
        return checked(Platform.FACEBOOK, text(input, "\n\n", ownPlace ? null : input.get("link")));
    }

    /** The link of a post on Facebook that has a place of its own, or null. */
    public Object facebookLink(@Variable("input") Map<String, Object> input) {
        return input.get("image") == null ? input.get("link") : null;
    }

    /** The caption on Instagram. */
    public String instagram(@Variable("input") Map<String, Object> input) {
        return checked(Platform.INSTAGRAM, text(input, "\n\n", null));
    }

    /** The text on X. */
    public String twitter(@Variable("input") Map<String, Object> input) {
        return checked(Platform.TWITTER, text(input, " ", input.get("link")));
    }

    /** The text on this platform. */
    String of(Platform platform, Map<String, Object> input) {
        return switch (platform) {
            case FACEBOOK -> facebook(input);
            case INSTAGRAM -> instagram(input);
            case TWITTER -> twitter(input);
        };
    }

    /** What somebody wants to say: {@code content}, or {@code message} as it was called before. */
    static String content(Map<String, Object> input) {
        Object words = input.get("content") == null ? input.get("message") : input.get("content");
        return words == null ? "" : String.valueOf(words);
    }

    private static String text(Map<String, Object> input, String between, Object link) {
        String content = content(input).strip();
        Set<String> there = Platform.hashtags(content).stream()
                .map(tag -> tag.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        Set<String> tags = new LinkedHashSet<>();
        if (input.get("hashtags") instanceof List<?> wanted) {
            wanted.stream()
                    .map(String::valueOf)
                    .map(tag -> tag.startsWith("#") ? tag : "#" + tag)
                    .filter(tag -> there.add(tag.toLowerCase(Locale.ROOT)))
                    .forEach(tags::add);
        }
        List<String> parts = new ArrayList<>(List.of(content));
        if (!tags.isEmpty()) {
            parts.add(String.join(" ", tags));
        }
        if (link != null && !content.contains(String.valueOf(link))) {
            parts.add(String.valueOf(link));
        }
        return String.join(between, parts);
    }

    private static String checked(Platform platform, String text) {
        if (text.isBlank()) {
            throw refusal(platform, "content is empty: a post needs words.");
        }
        int length = platform.length(text);
        if (length > platform.longest()) {
            throw refusal(
                    platform,
                    "content has, with hashtags and link, " + length + " characters as " + platform.title()
                            + " counts them; at most " + platform.longest() + " are allowed. Nothing is cut: make it"
                            + " shorter by " + (length - platform.longest()) + ".");
        }
        int hashtags = Platform.hashtags(text).size();
        if (hashtags > platform.mostHashtags()) {
            throw refusal(
                    platform,
                    "hashtags: there are " + hashtags + " in the post; at most " + platform.mostHashtags()
                            + " are allowed on " + platform.title() + ".");
        }
        int mentions = Platform.mentions(text).size();
        if (mentions > platform.mostMentions()) {
            throw refusal(
                    platform,
                    "content mentions " + mentions + " accounts; at most " + platform.mostMentions()
                            + " are allowed on " + platform.title() + ".");
        }
        return text;
    }

    /** A refusal whose sentence begins with the field of the input that it is about. */
    static OutsideException refusal(Platform platform, String sentence) {
        return new OutsideException(Kind.PERMANENT, platform.system(), sentence).about(sentence.split("[ :]", 2)[0]);
    }
}

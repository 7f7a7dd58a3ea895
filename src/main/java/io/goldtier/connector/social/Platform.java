package io.goldtier.connector.social;

import com.twitter.twittertext.TwitterTextParser;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a platform takes. Instagram: "IG User media" (caption of 2,200 characters, 30 hashtags, 20 mentions, JPEG of 8 MB, 4:5 to
 * 1.91:1). X: "Counting characters" and twitter-text, "Media upload" (5 MB; JPEG, PNG, GIF, WebP).
 *
 * <p>Where a platform documents no limit, the bound is one of ours: Facebook's 50 mentions are what its pages and publishers'
 * tools take (Emplifi, "Facebook Publishing"), and 4 MB the least that these name for its pictures (others: 10 MB); thirty
 * hashtags on Facebook and X, and ten mentions on X, keep a post from being taken for spam.
 */
public enum Platform {
    /** 63,206 characters, of which 477 show before "See more". */
    FACEBOOK("Facebook", 63_206, 477, 30, 3, 50, 4, Set.of("image/jpeg", "image/png", "image/gif", "image/bmp")),
    /** 2,200 characters, of which 125 show; at most 30 hashtags, of which it counts five; 20 mentions. */
    INSTAGRAM("Instagram", 2_200, 2_200, 30, 5, 20, 8, Set.of("image/jpeg")),
    /** 280 characters in its own weights; an address counts 23. */
    TWITTER("X", 280, 280, 30, 2, 10, 5, Set.of("image/jpeg", "image/png", "image/gif", "image/webp"));

    private static final long MEGABYTE = 1_024L * 1_024;
    private static final Pattern HASHTAG =
            Pattern.compile("(?<![\\p{L}\\p{N}_&/])#(?=[\\p{N}_]*\\p{L})[\\p{L}\\p{M}\\p{N}_]+");
    private static final Pattern MENTION = Pattern.compile("(?<![\\p{L}\\p{N}_.@/])@[A-Za-z0-9_.]+");

    private final String title;
    private final int longest;
    private final int shown;
    private final int mostHashtags;
    private final int suggestedHashtags;
    private final int mostMentions;
    private final int megabytes;
    private final Set<String> types;

    Platform(
            String title,
            int longest,
            int shown,
            int mostHashtags,
            int suggestedHashtags,
            int mostMentions,
            int megabytes,
            Set<String> types) {
        this.title = title;
        this.longest = longest;
        this.shown = shown;
        this.mostHashtags = mostHashtags;
        this.suggestedHashtags = suggestedHashtags;
        this.mostMentions = mostMentions;
        this.megabytes = megabytes;
        this.types = types;
    }

    /** The platform that the data model calls by this name. */
    public static Platform of(String name) {
        return Arrays.stream(values())
                .filter(each -> each.system().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("platform must be facebook, instagram or twitter, was: " + name));
    }

    /** Its name in the data model, which is that of its card. */
    String system() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its name for people. */
    public String title() {
        return title;
    }

    /** The longest text, as it counts. */
    int longest() {
        return longest;
    }

    /** How much of a text is read without a click. */
    public int shown() {
        return shown;
    }

    /** How many hashtags it takes. */
    int mostHashtags() {
        return mostHashtags;
    }

    /** How many hashtags do a post good. */
    public int suggestedHashtags() {
        return suggestedHashtags;
    }

    /** How many mentions it takes. */
    public int mostMentions() {
        return mostMentions;
    }

    /** The largest picture, in bytes. */
    long largestPicture() {
        return megabytes * MEGABYTE;
    }

    /** The kinds of pictures that it takes. */
    Set<String> types() {
        return types;
    }

    /** How long a text is, as it counts: characters, or on X twitter-text's weights. */
    public int length(String text) {
        return this == TWITTER
                ? TwitterTextParser.parseTweet(text).weightedLength
                : text.codePointCount(0, text.length());
    }

    /** The hashtags in a text, as they stand there. */
    static List<String> hashtags(String text) {
        return HASHTAG.matcher(text).results().map(found -> found.group()).toList();
    }

    /** The mentions in a text. */
    public static List<String> mentions(String text) {
        return MENTION.matcher(text).results().map(found -> found.group()).toList();
    }
}

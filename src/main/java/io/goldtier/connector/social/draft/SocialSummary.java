package io.goldtier.connector.social.draft;

import io.goldtier.connector.social.Platform;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Writes a post about what was done, with hashtags, within the length that a platform allows.
 *
 * <p>Facebook's text is kept within what shows before "See more"; on X a link takes 23 of the 280 characters; on Instagram, where
 * no link in a caption leads anywhere, none is put.
 */
@Component("socialSummary")
class SocialSummary {

    /** A blank and an address, as X counts them. */
    private static final int LINK = 24;

    private static final Pattern WORD = Pattern.compile("[\\p{L}][\\p{L}\\p{N}]{2,}");
    private static final Set<String> COMMON = Set.of("""
            the and for our are was has had its you all new now this that with from have were been completed finished done
            just reached their about into over after before client task tasks today week month more than also will would
            which while where when what your ours they
            """.strip().split("\\s+"));

    /**
     * Writes the summary.
     *
     * @param input {@code platform}, and {@code content} or {@code activity_data} with {@code tasks_completed} and
     *     {@code milestones}
     * @return {@code platform}, {@code summary_text}, {@code suggested_hashtags}, {@code length} (as the platform counts)
     */
    public Map<String, Object> write(Map<String, Object> input) {
        String name = String.valueOf(input.getOrDefault("platform", "facebook"));
        Platform platform = Platform.of(name);
        List<String> sentences = fewMentions(sentences(input), platform.mostMentions());
        List<String> hashtags = hashtags(input, sentences, platform.suggestedHashtags());
        Object link = platform == Platform.INSTAGRAM ? null : input.get("link");
        String tail = hashtags.isEmpty() ? "" : " " + String.join(" ", hashtags);
        int taken = platform.length(tail) + (platform == Platform.TWITTER && link != null ? LINK : 0);
        String text = fit(platform, sentences, platform.shown() - taken) + tail;
        Map<String, Object> output = new LinkedHashMap<>();
        output.put("platform", name);
        output.put("summary_text", text);
        output.put("suggested_hashtags", hashtags);
        output.put("length", platform.length(text) + (platform == Platform.TWITTER && link != null ? LINK : 0));
        if (link != null) {
            output.put("link", link);
        }
        return output;
    }

    /** Sentences as long as they name no more accounts than the platform takes. */
    private static List<String> fewMentions(List<String> sentences, int most) {
        List<String> kept = new ArrayList<>();
        int mentions = 0;
        for (String sentence : sentences) {
            mentions += Platform.mentions(sentence).size();
            if (mentions > most) {
                break;
            }
            kept.add(sentence);
        }
        return kept;
    }

    private static List<String> sentences(Map<String, Object> input) {
        List<String> sentences = new ArrayList<>();
        if (input.get("content") instanceof String content && !content.isBlank()) {
            split(content).forEach(sentences::add);
        }
        if (input.get("activity_data") instanceof Map<?, ?> activity) {
            List<String> milestones = texts(activity.get("milestones"));
            List<String> tasks = texts(activity.get("tasks_completed"));
            milestones.forEach(milestone -> sentences.add(end("Milestone reached: " + milestone)));
            if (!tasks.isEmpty()) {
                sentences.add(
                        tasks.size() == 1
                                ? end("Just completed: " + tasks.get(0))
                                : end(tasks.size() + " tasks completed: " + listed(tasks)));
            }
        }
        return sentences;
    }

    private static String listed(List<String> items) {
        return items.size() == 1
                ? items.get(0)
                : String.join(", ", items.subList(0, items.size() - 1)) + " and " + items.get(items.size() - 1);
    }

    private static List<String> texts(Object value) {
        if (value instanceof List<?> list) {
            return list.stream()
                    .map(String::valueOf)
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .toList();
        }
        return value == null ? List.of() : List.of(String.valueOf(value).strip());
    }

    private static List<String> split(String content) {
        List<String> sentences = new ArrayList<>();
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
        String line = content.replaceAll("\\s+", " ").strip();
        breaks.setText(line);
        int start = breaks.first();
        for (int stop = breaks.next(); stop != BreakIterator.DONE; start = stop, stop = breaks.next()) {
            sentences.add(end(line.substring(start, stop).strip()));
        }
        return sentences;
    }

    private static String end(String sentence) {
        return sentence.matches(".*[.!?…]$") ? sentence : sentence + ".";
    }

    /** As many whole sentences as there is room for; of the first one, if even that is too long, as many whole words. */
    private static String fit(Platform platform, List<String> sentences, int room) {
        String whole = filled(platform, sentences, room);
        return !whole.isEmpty() || sentences.isEmpty()
                ? whole
                : filled(platform, List.of(sentences.get(0).split(" ")), room - 2) + "…";
    }

    private static String filled(Platform platform, List<String> parts, int room) {
        String text = "";
        for (String part : parts) {
            String longer = text.isEmpty() ? part : text + " " + part;
            if (platform.length(longer) > room) {
                break;
            }
            text = longer;
        }
        return text;
    }

    private static List<String> hashtags(Map<String, Object> input, List<String> sentences, int most) {
        Set<String> tags = new LinkedHashSet<>();
        if (input.get("hashtags") instanceof List<?> wanted) {
            wanted.forEach(tag -> tags.add(tag(String.valueOf(tag))));
        }
        Map<String, Integer> weights = new LinkedHashMap<>();
        for (String sentence : sentences) {
            Matcher words = WORD.matcher(sentence);
            while (words.find()) {
                String word = words.group();
                boolean name = Character.isUpperCase(word.charAt(0)) && words.start() > 0;
                if (!COMMON.contains(word.toLowerCase(Locale.ROOT)) && (name || word.length() > 3)) {
                    // A name in the middle of a sentence tells more than a common word
                    weights.merge(word, name ? 3 : 1, Integer::sum);
                }
            }
        }
        weights.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .map(entry -> tag(entry.getKey()))
                .forEach(tags::add);
        tags.remove("#");
        return tags.stream().limit(most).toList();
    }

    private static String tag(String words) {
        StringBuilder tag = new StringBuilder("#");
        for (String word : words.split("[^\\p{L}\\p{N}]+")) {
            if (!word.isEmpty()) {
                tag.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
            }
        }
        return tag.toString();
    }
}

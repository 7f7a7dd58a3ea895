package io.goldtier.intake.message;

import io.goldtier.json.Json;
import io.goldtier.trigger.Trigger;
import io.goldtier.trigger.Triggers;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** How much of each thing may come in, so that nothing from outside is kept, logged or shown without a limit. */
public final class Bounds {

    private static final int LONGEST_SENDER = 320;
    private static final int LONGEST_SUBJECT = 1_000;
    private static final int LONGEST_NAME = 250;
    private static final int LONGEST_TEXT = 20_000;
    private static final int LONGEST_SENTENCE = 1_000;
    private static final int MOST_SOURCE_DATA = 256 * 1024;
    private static final int MOST_ACTIONS = 256 * 1024;
    private static final int MOST_CONTEXT = 64 * 1024;
    private static final Instant FIRST_DAY = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LAST_DAY = Instant.parse("9999-12-31T00:00:00Z");

    private Bounds() {}

    /** A stated sender; null stays null. */
    static String sender(String sender) {
        if (sender != null) {
            atMost(LONGEST_SENDER, sender, "The sender");
        }
        return sender;
    }

    static String subject(String subject) {
        atMost(LONGEST_SUBJECT, subject, "The subject");
        return subject;
    }

    /** A client's name; the field is named in the sentence. */
    public static String name(String name, String field) {
        atMost(LONGEST_NAME, name, field);
        return name;
    }

    private static void atMost(int most, String text, String what) {
        if (text.length() > most) {
            throw new Refusal(
                    "Too long", what + " has " + text.length() + " characters; at most " + most + " are allowed.");
        }
    }

    /** How much of a message's words is kept with the trigger. */
    public static Excerpt excerpt(String text) {
        return Excerpt.first(LONGEST_TEXT, text);
    }

    /** A message's words as they are kept with the trigger; what is cut off is said at their end. */
    public static String kept(String text) {
        return text.length() <= LONGEST_TEXT
                ? text
                : start(text, LONGEST_TEXT) + "\n[" + (text.length() - LONGEST_TEXT)
                        + " more characters stand in the file]";
    }

    /** A sentence for people that may quote what came in. */
    static String sentence(String sentence) {
        return sentence.length() <= LONGEST_SENTENCE ? sentence : start(sentence, LONGEST_SENTENCE) + "…";
    }

    /** The first characters, without half of a pair at the end. */
    static String start(String text, int length) {
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }

    /**
     * Holds a whole trigger against the limits.
     *
     * @throws Refusal with a sentence that names the field, its value and what is allowed
     */
    public static void check(Trigger trigger) {
        int steps = trigger.triggeredActions().size();
        if (steps > Triggers.MAX_ITERATIONS) {
            throw new Refusal(
                    "Too many actions",
                    "triggered_actions lists " + steps + " actions; a plan has at most " + Triggers.MAX_ITERATIONS
                            + ". Split them over several tasks.");
        }
        size("source_data", trigger.sourceData(), MOST_SOURCE_DATA);
        size("triggered_actions", trigger.triggeredActions(), MOST_ACTIONS);
        size("context", trigger.context(), MOST_CONTEXT);
        time("created", trigger.created());
        time("updated", trigger.updated());
    }

    private static void size(String field, Object value, int most) {
        characters(field, value);
        int size = Json.write(value).length();
        if (size > most) {
            throw new Refusal(
                    "Too large", field + " has " + size / 1024 + " KiB; at most " + most / 1024 + " KiB are allowed.");
        }
    }

    private static void time(String field, Instant time) {
        if (time.isBefore(FIRST_DAY) || time.isAfter(LAST_DAY)) {
            throw new Refusal("Wrong time", field + " must lie between the years 1970 and 9999, was: " + time + ".");
        }
    }

    /** Some escapes in JSON and YAML make characters that no store and no file can hold. */
    private static void characters(String field, Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> {
                characters(field, key);
                characters(field, each);
            });
        } else if (value instanceof List<?> list) {
            list.forEach(each -> characters(field, each));
        } else if (value instanceof String text && text.codePoints().anyMatch(Bounds::isNone)) {
            throw new Refusal("Not text", field + " has a zero character or half of a character in one of its texts.");
        }
    }

    private static boolean isNone(int character) {
        return character == 0 || character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
    }
}

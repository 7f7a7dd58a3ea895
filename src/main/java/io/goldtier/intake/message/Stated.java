package io.goldtier.intake.message;

import io.goldtier.json.Cut;
import io.goldtier.vault.Note;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file says about the channel and the person that it comes from. It is a claim, good for telling people and for
 * distrust: what says that it is from somebody is not taken for the vault owner's own words.
 *
 * @param sourceType {@code file_drop} when it names no channel of the data model
 * @param sender who it says it is from; null when it names nobody
 */
public record Stated(String sourceType, String sender) {

    private static final Stated NOTHING = new Stated(Message.FILE_DROP, null);
    private static final List<String> SENDERS =
            List.of("from", "sender", "author", "reply_to", "return_path", "wa_id", "profile_name");
    private static final List<String> CHANNEL_KEYS = List.of("type", "source_type", "source", "channel", "via");
    private static final Map<String, String> CHANNELS = Map.ofEntries(
            Map.entry("email", "email"),
            Map.entry("mail", "email"),
            Map.entry("imap", "email"),
            Map.entry("outlook", "email"),
            Map.entry("gmail", "gmail"),
            Map.entry("whatsapp", "whatsapp"),
            Map.entry("sms", Message.FILE_DROP),
            Map.entry("telegram", Message.FILE_DROP),
            Map.entry("signal", Message.FILE_DROP),
            Map.entry("slack", Message.FILE_DROP),
            Map.entry("teams", Message.FILE_DROP),
            Map.entry("chat", Message.FILE_DROP),
            Map.entry("message", Message.FILE_DROP),
            Map.entry("webhook", Message.FILE_DROP));
    private static final Pattern HEADER = Pattern.compile(
            "(?im)^[ \\t*_]{0,8}(?:from|sender|reply-to|return-path|von|de|da|van)[ \\t*_]{0,4}:[ \\t*_]{0,8}(\\S[^\\n]*)$");
    private static final Pattern CHAT_LINE = Pattern.compile(
            "(?m)^\\u200e?\\[?\\d{1,4}[./-]\\d{1,2}[./-]\\d{2,4},? {1,2}\\d{1,2}[:.]\\d{2}(?:[:.]\\d{2})?"
                    + "[ \\u202f]?(?:[APap]\\.?[Mm]\\.?)?(?:\\]| -) ?([^:\\n]{1,80}): ");
    private static final int LONGEST_SHOWN = 200;

    /** What front matter says: a key such as {@code from}, or a type such as {@code email}. */
    public static Stated in(Note note) {
        return in(note.frontMatter());
    }

    /** What a trigger document says in {@code source_type} and {@code source_data}. */
    public static Stated in(String sourceType, Map<String, Object> sourceData) {
        return new Stated(sourceType, in(sourceData).sender());
    }

    private static Stated in(Map<String, Object> fields) {
        String channel = first(fields, CHANNEL_KEYS)
                .map(Stated::key)
                .filter(CHANNELS::containsKey)
                .orElse(null);
        String sender = first(fields, SENDERS)
                .map(value -> Cut.line(LONGEST_SHOWN, String.valueOf(value)))
                .orElse(null);
        if (channel == null) {
            return new Stated(Message.FILE_DROP, sender);
        }
        String sourceType = CHANNELS.get(channel);
        boolean nameless = sender == null && sourceType.equals(Message.FILE_DROP);
        return new Stated(sourceType, nameless ? "somebody by " + channel : sender);
    }

    /** What plain words say: a line such as {@code From: …}, or the lines of an exported chat. */
    public static Stated in(String words) {
        for (Pattern pattern : List.of(HEADER, CHAT_LINE)) {
            Matcher found = pattern.matcher(words);
            if (found.find()) {
                return new Stated(
                        pattern == CHAT_LINE ? "whatsapp" : Message.FILE_DROP, Cut.line(LONGEST_SHOWN, found.group(1)));
            }
        }
        return NOTHING;
    }

    private static Optional<Object> first(Map<String, Object> fields, List<String> keys) {
        for (String key : keys) {
            for (Map.Entry<String, Object> field : fields.entrySet()) {
                if (key(field.getKey()).equals(key)
                        && field.getValue() != null
                        && !String.valueOf(field.getValue()).isBlank()) {
                    return Optional.of(field.getValue());
                }
            }
        }
        return Optional.empty();
    }

    private static String key(Object text) {
        return String.valueOf(text)
                .strip()
                .toLowerCase(Locale.ROOT)
                .replace("e-mail", "email")
                .replace('-', '_')
                .replace(' ', '_');
    }
}

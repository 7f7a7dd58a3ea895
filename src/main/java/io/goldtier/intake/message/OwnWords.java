package io.goldtier.intake.message;

import io.goldtier.trigger.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the writer of a message says himself. Lines that quote, the history under an answer, a forwarded mail and a signature
 * are words of others, or of another time.
 */
public final class OwnWords {

    /** From here on a mail has another mail in it. */
    private static final Pattern HISTORY = Pattern.compile(
            "(?i)^\\s*(?:-{2,}\\s*(?:original message|original-nachricht|ursprüngliche nachricht|forwarded message"
                    + "|weitergeleitete nachricht|urspr.{1,3}ngliche nachricht)\\s*-{0,}|begin forwarded message:"
                    + "|anfang der weitergeleiteten nachricht:|_{20,}"
                    + "|(?:on|am)\\s.{5,200}\\s(?:wrote|schrieb)(?:\\s.{1,200})?:|.{1,200}\\s(?:wrote|schrieb):)\\s*$");

    /** Two of these lines together are the head of a mail. */
    private static final Pattern HEAD = Pattern.compile(
            "(?i)^\\s*\\*?(?:from|sent|to|subject|date|cc|von|gesendet|an|betreff|datum)\\s*:\\*?\\s.*");

    private static final Pattern SIGNATURE = Pattern.compile("^--\\s?$");
    private static final Pattern DAY = Pattern.compile("(?i)^(?:on|am)\\s.*");

    /** What rules read, with room for a subject and a line about a document. */
    private static final int MOST = Rule.LONGEST_TEXT - 4 * 1024;

    private static final int NEAR = 10_000;

    private OwnWords() {}

    /**
     * The writer's own words, as far as a text is read.
     *
     * @param text the whole text
     * @param mail whether it is a mail, in which history and signatures stand
     */
    public static Excerpt of(String text, boolean mail) {
        Excerpt start = start(text);
        List<String> lines = start.text().lines().toList();
        List<String> own = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (mail && ends(line, i + 1 < lines.size() ? lines.get(i + 1) : "")) {
                // What stands behind is not his
                return Excerpt.whole(words(own));
            }
            if (!line.startsWith(">")) {
                own.add(line);
            }
        }
        return start.with(all -> words(own));
    }

    /** What rules read, up to the end of a paragraph, a line or a word: half an order, or half an amount, is another one. */
    private static Excerpt start(String text) {
        if (text.length() <= MOST) {
            return Excerpt.whole(text);
        }
        int end = Stream.of("\n\n", "\n", " ")
                .map(gap -> text.lastIndexOf(gap, MOST))
                .filter(gap -> gap > MOST - NEAR)
                .findFirst()
                .orElse(MOST);
        return Excerpt.first(end, text);
    }

    private static String words(List<String> lines) {
        return String.join("\n", lines).strip();
    }

    private static boolean ends(String line, String next) {
        if (line.length() < 2 || line.length() > 400) {
            return false;
        }
        return HEAD.matcher(line).matches() && HEAD.matcher(next).matches()
                || SIGNATURE.matcher(line).matches()
                || HISTORY.matcher(line).matches()
                // "On Friday, somebody" may go on in the next line
                || DAY.matcher(line).matches()
                        && line.length() + next.length() < 400
                        && next.stripTrailing().endsWith(":")
                        && HISTORY.matcher(line + " " + next).matches();
    }
}

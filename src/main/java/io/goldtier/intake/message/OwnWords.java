package io.goldtier.intake.message;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

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

    private OwnWords() {}

    /**
     * The writer's own words.
     *
     * @param text the whole text
     * @param mail whether it is a mail, in which history and signatures stand
     */
    public static String of(String text, boolean mail) {
        List<String> lines = text.lines().toList();
        List<String> own = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (mail && ends(lines, i)) {
                break;
            }
            if (!line.startsWith(">")) {
                own.add(line);
            }
        }
        return String.join("\n", own).strip();
    }

    private static boolean ends(List<String> lines, int i) {
        String line = lines.get(i);
        if (line.length() > 400) {
            return false;
        }
        boolean head = HEAD.matcher(line).matches()
                && i + 1 < lines.size()
                && HEAD.matcher(lines.get(i + 1)).matches();
        // "On Friday, somebody" may go on in the next line
        String two = i + 1 < lines.size() ? line + " " + lines.get(i + 1) : line;
        return head
                || SIGNATURE.matcher(line).matches()
                || HISTORY.matcher(line).matches()
                || line.matches("(?i)^(?:on|am)\\s.*")
                        && two.length() < 400
                        && HISTORY.matcher(two).matches();
    }
}

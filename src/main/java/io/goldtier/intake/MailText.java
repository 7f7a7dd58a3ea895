package io.goldtier.intake;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a saved mail that the rules read: the first headers of each name, and the body as it stands there.
 *
 * @param from the sender, or null
 * @param subject the subject, or an empty text
 * @param body everything after the headers
 */
record MailText(String from, String subject, String body) {

    static MailText of(String text) {
        String clean = text.replace("\r\n", "\n");
        int end = clean.indexOf("\n\n");
        String headers = (end < 0 ? clean : clean.substring(0, end)).replaceAll("\n[ \t]+", " ");
        String from = header(headers, "From");
        return new MailText(
                from.isEmpty() ? null : from, header(headers, "Subject"), end < 0 ? "" : clean.substring(end + 2));
    }

    private static String header(String headers, String name) {
        Matcher found = Pattern.compile("(?im)^" + name + ":(.*)$").matcher(headers);
        return found.find() ? found.group(1).strip() : "";
    }
}

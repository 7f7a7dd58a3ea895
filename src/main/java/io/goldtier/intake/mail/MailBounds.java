package io.goldtier.intake.mail;

import io.goldtier.intake.message.Refusal;

/** Looks over a mail before it is parsed, so that none can make the parser fill the memory with headers or parts. */
final class MailBounds {

    private static final int MOST_HEADER_BYTES = 256 * 1024;
    private static final int MOST_HEADER_LINES = 1_000;
    private static final int MOST_PARTS = 1_000;
    private static final int MOST_PART_HEADER_LINES = 20_000;

    private MailBounds() {}

    /**
     * One pass over the lines. Every part begins after a line that begins with two hyphens, and its headers end with an
     * empty line; lines of text that look like that are counted with them.
     *
     * @throws Refusal if there is more of anything than mails have
     */
    static void check(byte[] mail) {
        int headerLines = 0;
        int parts = 0;
        int partHeaderLines = 0;
        boolean inHeaders = true;
        boolean inPartHeaders = false;
        int start = 0;
        while (start < mail.length) {
            int end = lineEnd(mail, start);
            boolean empty = end == start || end == start + 1 && mail[start] == '\r';
            if (inHeaders) {
                inHeaders = !empty;
                headerLines++;
                atMost(headerLines, MOST_HEADER_LINES, "header lines");
                atMost(end, MOST_HEADER_BYTES, "bytes of headers");
            } else if (mail[start] == '-' && start + 1 < end && mail[start + 1] == '-') {
                inPartHeaders = true;
                atMost(++parts, MOST_PARTS, "parts");
            } else if (inPartHeaders) {
                inPartHeaders = !empty;
                atMost(++partHeaderLines, MOST_PART_HEADER_LINES, "header lines in its parts");
            }
            start = end + 1;
        }
    }

    private static int lineEnd(byte[] mail, int from) {
        int end = from;
        while (end < mail.length && mail[end] != '\n') {
            end++;
        }
        return end;
    }

    private static void atMost(int count, int most, String what) {
        if (count > most) {
            throw new Refusal("Mail cannot be read", "The mail has more than " + most + " " + what + ".");
        }
    }
}

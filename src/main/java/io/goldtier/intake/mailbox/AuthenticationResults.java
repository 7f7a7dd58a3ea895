package io.goldtier.intake.mailbox;

import io.goldtier.handbook.KnownContacts;
import io.goldtier.intake.message.Evidence;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what the receiving server found out about who sent a mail (RFC 8601). A sender can write such a header, too; the
 * receiving server must take away those that bear its own name (section 5), so where there are two of its name, or none, or
 * its name is not known, nothing is proved.
 *
 * <p>Proved is the address in {@code From} when DMARC passed for its domain, or when a signature of exactly that domain did
 * (DKIM). SPF alone is about the envelope, which nobody sees.
 */
final class AuthenticationResults {

    private static final Pattern COMMENT = Pattern.compile("\\((?:[^()\\\\]|\\\\.){0,500}\\)");
    private static final Pattern RESULT =
            Pattern.compile("\\s*([a-z-]{2,30})\\s*=\\s*([a-z]{2,20})\\b(.*)", Pattern.DOTALL);
    private static final int LONGEST = 8_000;

    private AuthenticationResults() {}

    /**
     * The evidence for who sent a mail.
     *
     * @param headers all headers {@code Authentication-Results}
     * @param authServer what the receiving server calls itself, or null
     * @param from the one address that the mail says it is from, or anything else
     */
    static Evidence evidence(List<String> headers, String authServer, String from) {
        Optional<String> address = KnownContacts.email(from);
        if (authServer == null || address.isEmpty()) {
            return Evidence.NONE;
        }
        List<String> own = headers.stream()
                .filter(header -> header.length() <= LONGEST)
                .map(header -> COMMENT.matcher(header).replaceAll(" ").toLowerCase(Locale.ROOT))
                .filter(header -> server(header).equals(authServer.toLowerCase(Locale.ROOT)))
                .toList();
        String domain = address.get().substring(address.get().lastIndexOf('@') + 1);
        return own.size() == 1 && proves(own.get(0), domain) ? Evidence.receivingServer(address.get()) : Evidence.NONE;
    }

    /** Its name, and perhaps a version after it. */
    private static String server(String header) {
        String name = header.split(";", 2)[0].strip();
        return name.replaceFirst("\\s+\\d+$", "");
    }

    /** All results of DMARC must have passed; where there is none, one signature of the domain must have. */
    private static boolean proves(String header, String domain) {
        boolean dmarc = false;
        boolean signed = false;
        String[] results = header.split(";");
        for (int i = 1; i < results.length; i++) {
            Matcher result = RESULT.matcher(results[i]);
            if (!result.matches()) {
                continue;
            }
            boolean passed = result.group(2).equals("pass");
            if (result.group(1).equals("dmarc")) {
                if (!passed || !property(result.group(3), "header.from").equals(domain)) {
                    return false;
                }
                dmarc = true;
            } else if (result.group(1).equals("dkim") && passed) {
                signed |= property(result.group(3), "header.d").equals(domain)
                        || property(result.group(3), "header.i").endsWith("@" + domain);
            }
        }
        return dmarc || signed;
    }

    private static String property(String words, String name) {
        Matcher found = Pattern.compile("(?:^|\\s)" + Pattern.quote(name) + "\\s*=\\s*\"?([^\\s;\"]{1,300})")
                .matcher(words);
        return found.find() ? found.group(1) : "";
    }
}

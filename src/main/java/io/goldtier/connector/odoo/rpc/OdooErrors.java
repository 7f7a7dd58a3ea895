package io.goldtier.connector.odoo.rpc;

import io.goldtier.outside.http.Answer;
import io.goldtier.outside.http.AnswerRules;
import io.goldtier.skill.effect.OutsideException;
import io.goldtier.skill.effect.OutsideException.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tells from status, name and message of a refusal which class of trouble it is.
 *
 * <p>The name counts more than the status: Odoo answers 500 for plain mistakes of the caller, after undoing everything.
 * Only when something else than Odoo answers, or nothing does, is it open whether a write took effect.
 */
public final class OdooErrors {

    /** The name of the system's card. */
    public static final String SYSTEM = "odoo";

    private static final int LONGEST = 400;

    /** What Odoo hands on from its database, with whole rows in it. */
    private static final Pattern DATABASE =
            Pattern.compile("(?i)violates|failing row|psycopg2|\\brelation \"|\\bSQL\\b|\\bDETAIL:|duplicate key");

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Clock clock;

    OdooErrors(Clock clock) {
        this.clock = clock;
    }

    /** A refusal with a name, over either protocol. */
    OutsideException named(OdooCall call, int status, String name, String message) {
        String said = said(message);
        String text = message.toLowerCase(Locale.ROOT);
        boolean userGone = name.endsWith(".MissingError") && text.contains("record: res.users(");
        if (status == 401 || userGone || name.endsWith(".AccessDenied") || name.endsWith(".Unauthorized")) {
            return authentication(call);
        }
        if (name.startsWith("psycopg2.") && text.contains("does not exist") && text.contains("database")
                || name.equals("builtins.KeyError") && text.equals("res.users")) {
            return wrongDatabase(call);
        }
        if (status == 409 || name.startsWith("psycopg2.")) {
            return trouble(
                    Kind.TRANSIENT, "Odoo is busy with the same records and has undone the call; it is tried again.");
        }
        if (name.endsWith(".AccessError")) {
            return lacksRight(message);
        }
        if (name.endsWith(".MissingError")) {
            return refusal("Odoo does not have the record any more: " + said);
        }
        if (name.endsWith(".NotFound") || text.startsWith("object ") && text.endsWith("doesn't exist")) {
            return refusal("Odoo does not know what was asked for: " + said + " An Odoo module may not be installed.");
        }
        if (name.endsWith(".UserError") || name.endsWith(".ValidationError") || name.endsWith(".RedirectWarning")) {
            return refusal("Odoo refused: " + said);
        }
        return refusal("Odoo could not make sense of the data: " + said);
    }

    /** An answer without a name: a proxy, a wrong address, a server that broke. */
    OutsideException unnamed(OdooCall call, Answer answer) {
        int status = answer.status();
        Instant retryAt = AnswerRules.retryAfter(answer, clock).orElse(null);
        if (status == 429) {
            return new OutsideException(
                            Kind.THROTTLED,
                            SYSTEM,
                            "Odoo asks us to slow down.",
                            retryAt == null ? clock.instant().plus(PAUSE) : retryAt,
                            null)
                    .answered();
        }
        if (status == 401) {
            return authentication(call);
        }
        if (status == 404 && answer.header("Content-Type").orElse("").startsWith("text/html")) {
            return wrongDatabase(call);
        }
        if (status >= 500 || status == 200) {
            String what = status == 200
                    ? "Odoo's answer cannot be read"
                    : status == 503
                            ? "Odoo is not available now (status 503)"
                            : "Odoo answered with an internal error (status " + status + ")";
            return open(call, what, retryAt);
        }
        if (status >= 300 && status < 400) {
            return refusal("Odoo's address points elsewhere (status " + status
                    + "): set goldtier.odoo.url to its final address.");
        }
        return refusal("Odoo did not accept the request (status " + status + ").");
    }

    OutsideException authentication(OdooCall call) {
        call.instance().loggedIn(0);
        return trouble(
                Kind.AUTHENTICATION,
                "Odoo does not accept the API key, or it has expired. Make a new one in Odoo (Preferences, Account"
                        + " Security) and set goldtier.odoo.api-key.");
    }

    private static OutsideException wrongDatabase(OdooCall call) {
        return trouble(
                Kind.AUTHENTICATION,
                "Odoo has no database \"" + call.instance().database()
                        + "\", or there is no Odoo at that address: check goldtier.odoo.database and goldtier.odoo.url.");
    }

    /** Trouble that Odoo itself told of, or that its answer shows. */
    public static OutsideException trouble(Kind kind, String sentence) {
        return new OutsideException(kind, SYSTEM, sentence).answered();
    }

    /** A call that Odoo does not take as it is, or that is not made as it is: a person has to say what is meant. */
    public static OutsideException refusal(String sentence) {
        return trouble(Kind.PERMANENT, sentence);
    }

    private static OutsideException open(OdooCall call, String what, Instant retryAt) {
        String sentence = call.isWriting()
                ? what + ": whether " + call.model() + " " + call.method() + " took effect is not known."
                : what + ".";
        return new OutsideException(call.isWriting() ? Kind.IN_DOUBT : Kind.TRANSIENT, SYSTEM, sentence, retryAt, null)
                .answered();
    }

    private static OutsideException lacksRight(String message) {
        return refusal("The Odoo user lacks a right: " + said(message) + groups(message)
                + " Give the user that right in Odoo, then try again.");
    }

    /** The groups that may, as Odoo lists them below a refusal. */
    private static String groups(String message) {
        String names = message.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("- "))
                .map(line -> line.substring(2).strip())
                .limit(6)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : " It comes with one of these: " + names + ".";
    }

    /** The first paragraph of Odoo's message, which is all that a business owner can use. */
    public static String said(String message) {
        if (DATABASE.matcher(message).find()) {
            return "a value is missing or does not fit; what Odoo's database says of it is for its administrator.";
        }
        String first = message.strip().split("\\n\\s*\\n|\\n(?=\\()", 2)[0].replaceAll("\\s+", " ");
        String text = first.length() > LONGEST ? first.substring(0, LONGEST) + "…" : first;
        return text.isEmpty() ? "no reason was given." : text.matches(".*[.!?…)]$") ? text : text + ".";
    }

    /** What {@code load} says instead of failing: the messages of an answer without ids. */
    static OutsideException refusedRows(Map<String, Object> answer) {
        StringBuilder said = new StringBuilder();
        if (answer.get("messages") instanceof Iterable<?> messages) {
            for (Object message : messages) {
                if (message instanceof Map<?, ?> map && map.get("message") != null) {
                    if (String.valueOf(map.get("message")).startsWith("You are not allowed to")) {
                        return lacksRight(String.valueOf(map.get("message")));
                    }
                    said.append(said.isEmpty() ? "" : " ").append(said(String.valueOf(map.get("message"))));
                }
            }
        }
        return refusal("Odoo refused: " + (said.isEmpty() ? "no reason was given." : said));
    }
}

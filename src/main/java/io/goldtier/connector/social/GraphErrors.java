package io.goldtier.connector.social;

import io.goldtier.json.Json;
import io.goldtier.json.JsonProblem;
import io.goldtier.skill.OutsideException;
import io.goldtier.skill.OutsideException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;

/**
 * Tells from an answer of the Graph API which class of trouble it is. An internal error after a post was sent is in
 * doubt: such posts have been seen to appear all the same.
 */
final class GraphErrors {

    private static final Set<Integer> THROTTLED = Set.of(4, 17, 32, 341, 613, 80001);
    private static final Set<Integer> UNSURE = Set.of(1, 2);
    private static final Set<Integer> TOKEN = Set.of(102, 190);
    private static final int HELD_BACK = 368;
    private static final int DUPLICATE = 506;
    private static final Duration PAUSE = Duration.ofMinutes(15);

    private final Clock clock;

    GraphErrors(Clock clock) {
        this.clock = clock;
    }

    /** What a status and body that are no success mean. */
    OutsideException refusal(boolean writing, int status, String body, String usage) {
        Map<?, ?> error = error(body);
        int code = error.get("code") instanceof Number number ? number.intValue() : 0;
        String said = error.get("message") == null ? "no reason was given." : String.valueOf(error.get("message"));
        if (TOKEN.contains(code) || status == 401) {
            return trouble(
                    Kind.AUTHENTICATION,
                    "Facebook does not accept the access token: " + said
                            + " Make a new page token and set goldtier.social.facebook.access-token.");
        }
        if (THROTTLED.contains(code) || status == 429) {
            return new OutsideException(
                    Kind.THROTTLED, FacebookPage.SYSTEM, "Facebook asks us to slow down.", regain(usage), null);
        }
        if (UNSURE.contains(code) || status >= 500) {
            return writing
                    ? trouble(
                            Kind.IN_DOUBT,
                            "Facebook answered with an internal error (status " + status
                                    + "); the post may be there all the same.")
                    : trouble(Kind.TRANSIENT, "Facebook answered with an internal error (status " + status + ").");
        }
        if (code == DUPLICATE) {
            return trouble(Kind.PERMANENT, "Facebook refused: the last post has the same words.");
        }
        if (code == HELD_BACK) {
            return trouble(
                    Kind.PERMANENT,
                    "Facebook holds the page back for a while: " + said + " A person must look at the page.");
        }
        return trouble(Kind.PERMANENT, "Facebook refused: " + said);
    }

    /** What it means that no answer came. */
    OutsideException lost(boolean writing, IOException cause) {
        boolean neverSent = cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof NoRouteToHostException
                || cause instanceof ConnectTimeoutException
                || cause instanceof ConnectionRequestTimeoutException
                || cause instanceof SSLException;
        if (neverSent || !writing) {
            return new OutsideException(
                    Kind.TRANSIENT, FacebookPage.SYSTEM, "Facebook cannot be reached.", null, cause);
        }
        return new OutsideException(
                Kind.IN_DOUBT,
                FacebookPage.SYSTEM,
                "The connection to Facebook broke before its answer came; the post may be there.",
                null,
                cause);
    }

    /** A success whose body cannot be read. */
    OutsideException unreadable(boolean writing) {
        return trouble(
                writing ? Kind.IN_DOUBT : Kind.TRANSIENT,
                "Facebook's answer cannot be read" + (writing ? "; the post may be there." : "."));
    }

    private static Map<?, ?> error(String body) {
        try {
            return Json.readObject(body).get("error") instanceof Map<?, ?> error ? error : Map.of();
        } catch (JsonProblem e) {
            return Map.of();
        }
    }

    /** The time named in {@code X-Business-Use-Case-Usage}, in minutes from now, or a quarter of an hour. */
    private Instant regain(String usage) {
        Duration pause = PAUSE;
        if (usage != null) {
            var minutes = java.util.regex.Pattern.compile("\"estimated_time_to_regain_access\"\\s*:\\s*(\\d{1,5})")
                    .matcher(usage);
            if (minutes.find() && Long.parseLong(minutes.group(1)) > 0) {
                pause = Duration.ofMinutes(Long.parseLong(minutes.group(1)));
            }
        }
        return clock.instant().plus(pause);
    }

    private static OutsideException trouble(Kind kind, String sentence) {
        return new OutsideException(kind, FacebookPage.SYSTEM, sentence);
    }
}

package io.goldtier.connector.social;

import io.goldtier.connector.social.x.XTokens;
import io.goldtier.outside.OutsideSystem;
import io.goldtier.outside.OutsideSystems;
import io.goldtier.outside.SystemSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.springframework.stereotype.Component;

/** What is wrong with a token, in one sentence: it lacks a right, it ends soon, it is not there. */
@Component("tokenHealth")
class TokenHealth {

    private static final Duration SOON = Duration.ofDays(14);
    private static final List<String> X_SCOPES = List.of("tweet.read", "tweet.write", "users.read", "media.write");

    private final OutsideSystems systems;
    private final XTokens tokens;
    private final Clock clock;

    TokenHealth(OutsideSystems systems, XTokens tokens, Clock clock) {
        this.systems = systems;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** What Facebook says of the page's token. */
    public Map<String, Object> facebook(@Body Object answer) {
        return meta(
                answer,
                "goldtier.social.facebook",
                List.of(List.of("pages_manage_posts"), List.of("pages_read_engagement")));
    }

    /** What Instagram says of its account's token, whose rights have other names with each way to log in. */
    public Map<String, Object> instagram(@Body Object answer) {
        return meta(
                answer,
                "goldtier.social.instagram",
                List.of(List.of("instagram_content_publish", "instagram_business_content_publish")));
    }

    private Map<String, Object> meta(Object answer, String prefix, List<List<String>> needed) {
        if (!(answer instanceof Map<?, ?> map) || !(map.get("data") instanceof Map<?, ?> token)) {
            return Map.of();
        }
        String key = prefix + ".access-token";
        if (Boolean.FALSE.equals(token.get("is_valid"))) {
            return Map.of("fault", "The token in " + key + " is not valid any more: make a new one.");
        }
        if (token.get("scopes") instanceof List<?> scopes) {
            for (List<String> right : needed) {
                if (right.stream().noneMatch(scopes::contains)) {
                    return Map.of(
                            "fault",
                            "The token in " + key + " lacks the permission " + right.get(0)
                                    + ": give it to the app, then make a new token.");
                }
            }
        }
        return Stream.of("expires_at", "data_access_expires_at")
                .map(token::get)
                .filter(Number.class::isInstance)
                .map(time -> Instant.ofEpochSecond(((Number) time).longValue()))
                .filter(time -> time.isAfter(Instant.EPOCH)
                        && time.isBefore(clock.instant().plus(SOON)))
                .min(Instant::compareTo)
                .<Map<String, Object>>map(time -> Map.of(
                        "notice",
                        "The token in " + key + " ends on " + LocalDate.ofInstant(time, ZoneOffset.UTC)
                                + ": make a new one before."))
                .orElse(Map.of());
    }

    /** Whether there is a way to show X who we are; an empty map, or what is missing. */
    public Map<String, Object> isTwitterSetUp() {
        OutsideSystem card = systems.find("twitter").orElseThrow();
        SystemSettings settings = systems.settings(card);
        boolean oauth2 = isSet(settings, "bearer-token") || isSet(settings, "refresh-token");
        List<String> missing = new ArrayList<>();
        for (String name : List.of("api-key", "api-secret", "access-token", "access-token-secret")) {
            if (!isSet(settings, name)) {
                missing.add(settings.key(name));
            }
        }
        if (oauth2 || missing.isEmpty()) {
            return Map.of();
        }
        return Map.of(
                "inactive",
                missing.size() == 4
                        ? "X is not set up: " + settings.key("bearer-token") + " is not set."
                        : "X is not set up: " + String.join(", ", missing) + " is not set.");
    }

    private static boolean isSet(SystemSettings settings, String name) {
        return settings.secret(name).isPresent();
    }

    /** What X says of the account, and of what its token may. */
    public Map<String, Object> twitter(@Body Object answer) {
        Optional<String> scopes = tokens.scope();
        if (scopes.isPresent()) {
            List<String> given = List.of(scopes.get().split("\\s+"));
            Optional<String> lacking =
                    X_SCOPES.stream().filter(right -> !given.contains(right)).findFirst();
            if (lacking.isPresent()) {
                return Map.of(
                        "fault",
                        "The token in goldtier.social.twitter.bearer-token lacks the scope " + lacking.get()
                                + ": log in anew with it.");
            }
        }
        return answer instanceof Map<?, ?> map
                        && map.get("data") instanceof Map<?, ?> user
                        && user.get("username") != null
                ? Map.of("shows", Map.of("twitter", Map.of("username", String.valueOf(user.get("username")))))
                : Map.of();
    }
}

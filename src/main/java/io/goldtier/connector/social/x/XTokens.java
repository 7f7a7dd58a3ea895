package io.goldtier.connector.social.x;

import static io.goldtier.connector.social.x.XSigner.SYSTEM;

import io.goldtier.audit.Redaction;
import io.goldtier.json.Digest;
import io.goldtier.json.Json;
import io.goldtier.json.JsonProblem;
import io.goldtier.outside.OutsideRequest;
import io.goldtier.outside.Part;
import io.goldtier.outside.http.Answer;
import io.goldtier.outside.http.RequestSigner.Settings;
import io.goldtier.outside.http.Wire;
import io.goldtier.skill.effect.OutsideException;
import io.goldtier.skill.effect.OutsideException.Kind;
import io.goldtier.store.Store;
import io.goldtier.store.Tx;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The user token of X and the one that renews it. That one serves once, so what X gives in its place is durable before
 * anything is done with it, and one process at a time renews. What the settings say is only the first pair: other settings
 * begin anew.
 */
@Component
public class XTokens {

    private static final Duration BEFORE_ITS_END = Duration.ofMinutes(1);
    private static final Duration LONGEST_RENEWAL = Duration.ofMinutes(2);
    private static final int SHORTEST_LIFE = 120;

    private final ObjectProvider<Store> stores;
    private final Clock clock;
    private final String owner = UUID.randomUUID().toString();

    XTokens(ObjectProvider<Store> stores, Clock clock) {
        this.stores = stores;
        this.clock = clock;
    }

    private record Pair(String access, String refresh, Instant expires) {

        boolean endsBy(Instant time) {
            return access == null || expires != null && !time.isBefore(expires);
        }
    }

    /** The token to be used now, renewed when it is about to end; empty when none is set. */
    Optional<String> current(Settings setting, Wire wire) {
        Pair pair = pair(setting);
        if (pair.endsBy(clock.instant().plus(BEFORE_ITS_END)) && pair.refresh() != null) {
            renew(pair.access(), setting, wire);
            pair = pair(setting);
        }
        Optional.ofNullable(pair.access()).ifPresent(Redaction::learn);
        return Optional.ofNullable(pair.access());
    }

    /**
     * Makes a new token in place of this one, unless somebody has done so meanwhile.
     *
     * @return false when there is nothing to renew it with
     */
    synchronized boolean renew(String refused, Settings setting, Wire wire) {
        Pair pair = pair(setting);
        if (pair.access() != null && !pair.access().equals(refused)) {
            return true;
        }
        if (pair.refresh() == null) {
            return false;
        }
        Store store = stores.getIfAvailable();
        if (store == null) {
            throw new OutsideException(
                    Kind.AUTHENTICATION,
                    SYSTEM,
                    "The token in " + setting.key("bearer-token")
                            + " has ended; the assistant renews it while it runs.");
        }
        if (!store.commit(this::claim)) {
            throw new OutsideException(
                    Kind.TRANSIENT,
                    SYSTEM,
                    "X's token is being renewed by another process.",
                    clock.instant().plusSeconds(2),
                    null);
        }
        try {
            Map<String, Object> fresh = ask(pair.refresh(), setting, wire);
            // Durable before it is used: the former one serves no second time
            store.commit(tx -> keep(tx, fresh));
            return true;
        } finally {
            store.commit(tx -> tx.update(
                    "UPDATE oauth_tokens SET renewed_by = NULL, renewed_until = NULL WHERE system = ? AND renewed_by = ?",
                    SYSTEM,
                    owner));
        }
    }

    private boolean claim(Tx tx) {
        Instant now = clock.instant();
        return tx.update(
                        "UPDATE oauth_tokens SET renewed_by = ?, renewed_until = ? WHERE system = ?"
                                + " AND (renewed_until IS NULL OR renewed_until < ?)",
                        owner,
                        now.plus(LONGEST_RENEWAL),
                        SYSTEM,
                        now)
                == 1;
    }

    private int keep(Tx tx, Map<String, Object> fresh) {
        long seconds = fresh.get("expires_in") instanceof Number number ? number.longValue() : 0;
        return tx.update(
                "UPDATE oauth_tokens SET access_token = ?, refresh_token = COALESCE(?, refresh_token), expires = ?, scope = ?"
                        + " WHERE system = ?",
                fresh.get("access_token"),
                fresh.get("refresh_token"),
                seconds >= SHORTEST_LIFE ? clock.instant().plusSeconds(seconds) : null,
                fresh.get("scope"),
                SYSTEM);
    }

    private Map<String, Object> ask(String refresh, Settings setting, Wire wire) {
        Redaction.learn(refresh);
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", refresh);
        Map<String, String> credentials = new LinkedHashMap<>();
        String client = setting.apply("client-id").orElse("");
        setting.apply("client-secret")
                .ifPresentOrElse(
                        secret -> credentials.put(
                                "Authorization",
                                "Basic "
                                        + Base64.getEncoder()
                                                .encodeToString(
                                                        (client + ":" + secret).getBytes(StandardCharsets.UTF_8))),
                        () -> form.put("client_id", client));
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        Answer answer;
        try {
            answer = wire.send(
                    new OutsideRequest(
                            "POST",
                            URI.create(setting.address() + "/2/oauth2/token"),
                            Map.of("Accept", "application/json"),
                            credentials,
                            "application/x-www-form-urlencoded",
                            body.getBytes(StandardCharsets.UTF_8)),
                    Part.READ);
        } catch (OutsideException e) {
            // The request that was to be made has not left: it can be tried again, whatever became of this one
            throw new OutsideException(
                    Kind.TRANSIENT, SYSTEM, "X could not be asked for a new token: " + e.getMessage(), null, e);
        }
        return read(answer, setting);
    }

    private static Map<String, Object> read(Answer answer, Settings setting) {
        if (answer.status() >= 400 && answer.status() < 500 && answer.status() != 429) {
            throw new OutsideException(
                            Kind.AUTHENTICATION,
                            SYSTEM,
                            "X does not renew our token: log in anew and set " + setting.key("bearer-token") + " and "
                                    + setting.key("refresh-token") + ".")
                    .answered();
        }
        try {
            Map<String, Object> fresh = answer.status() == 200 ? Json.readObject(answer.text()) : Map.of();
            if (fresh.get("access_token") instanceof String access && !access.isBlank()) {
                Redaction.learn(access);
                if (fresh.get("refresh_token") instanceof String next) {
                    Redaction.learn(next);
                }
                return fresh;
            }
        } catch (JsonProblem e) {
            throw unreadable(e);
        }
        throw unreadable(null);
    }

    private static OutsideException unreadable(Exception cause) {
        return new OutsideException(Kind.TRANSIENT, SYSTEM, "X gave no new token; it is asked for again.", null, cause)
                .answered();
    }

    /** The scopes of the token in use, separated by blanks, when X has said them. */
    public Optional<String> scope() {
        Store store = stores.getIfAvailable();
        return store == null
                ? Optional.empty()
                : store.read(tx -> tx.first(
                        "SELECT scope FROM oauth_tokens WHERE system = ? AND scope IS NOT NULL",
                        row -> row.string("scope"),
                        SYSTEM));
    }

    private Pair pair(Settings setting) {
        Optional<String> access = setting.apply("bearer-token");
        Optional<String> refresh = setting.apply("refresh-token");
        Store store = stores.getIfAvailable();
        if (store == null || refresh.isEmpty()) {
            return new Pair(access.orElse(null), refresh.orElse(null), null);
        }
        String seed = Digest.sha256(access.orElse("") + " " + refresh.get());
        Optional<Pair> kept = store.read(tx -> tx.first(
                "SELECT * FROM oauth_tokens WHERE system = ? AND seed = ?",
                row -> new Pair(row.string("access_token"), row.string("refresh_token"), row.instant("expires")),
                SYSTEM,
                seed));
        return kept.orElseGet(() -> {
            store.commit(tx -> tx.update(
                    "INSERT INTO oauth_tokens (system, seed, access_token, refresh_token) VALUES (?, ?, ?, ?)"
                            + " ON CONFLICT (system) DO UPDATE SET seed = excluded.seed, access_token ="
                            + " excluded.access_token, refresh_token = excluded.refresh_token, expires = NULL, scope = NULL",
                    SYSTEM,
                    seed,
                    access.orElse(null),
                    refresh.get()));
            return new Pair(access.orElse(null), refresh.get(), null);
        });
    }
}

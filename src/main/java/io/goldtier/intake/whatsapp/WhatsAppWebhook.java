package io.goldtier.intake.whatsapp;

import io.goldtier.audit.AuditEntry;
import io.goldtier.audit.AuditLog;
import io.goldtier.audit.Status;
import io.goldtier.handbook.KnownContacts;
import io.goldtier.json.Digest;
import io.goldtier.json.Json;
import io.goldtier.json.JsonProblem;
import io.goldtier.outbox.Alerts;
import io.goldtier.outside.OutsideSystems;
import io.goldtier.store.Store;
import io.goldtier.store.Tx;
import io.goldtier.trigger.letter.Letter;
import io.goldtier.trigger.letter.Letters;
import io.goldtier.vault.Alert;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

/**
 * What the Cloud API posts: the signature is checked over the bytes as they came, and every message is in the store before
 * the post is answered. The platform sends again for up to 7 days what was not answered with 200, so a message that we have
 * is no news.
 */
@Component
public class WhatsAppWebhook {

    static final String ORIGIN = "whatsapp";
    private static final String SYSTEM = "whatsapp";
    private static final String SIGNED = "sha256=";
    private static final int DIGITS = 16;

    private final OutsideSystems systems;
    private final Letters letters;
    private final Store store;
    private final AuditLog audit;
    private final Alerts alerts;
    private final Clock clock;

    WhatsAppWebhook(OutsideSystems systems, Letters letters, Store store, AuditLog audit, Alerts alerts, Clock clock) {
        this.systems = systems;
        this.letters = letters;
        this.store = store;
        this.audit = audit;
        this.alerts = alerts;
        this.clock = clock;
    }

    private Optional<String> setting(String name) {
        return systems.find(SYSTEM).flatMap(card -> systems.settings(card).secret(name));
    }

    /** True when this is the word that was agreed on with the platform. */
    public boolean isVerifyToken(String token) {
        return token != null
                && setting("verify-token")
                        .filter(agreed -> isSame(agreed, token))
                        .isPresent();
    }

    /** True when these bytes were signed with the app's secret. */
    public boolean isSigned(byte[] body, String signature) {
        Optional<String> secret = setting("app-secret");
        if (secret.isEmpty() || signature == null || !signature.startsWith(SIGNED)) {
            return false;
        }
        byte[] proof = Digest.hmac("HmacSHA256", secret.get(), body);
        return isSame(HexFormat.of().formatHex(proof), signature.substring(SIGNED.length()));
    }

    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Keeps what is in a post that is signed.
     *
     * @return completes when all of it is durable
     */
    public CompletableFuture<Void> keep(byte[] body) {
        Map<String, Object> post;
        try {
            post = Json.readObject(new String(body, StandardCharsets.UTF_8));
        } catch (JsonProblem e) {
            return told("The post is no JSON: " + e.getMessage());
        }
        List<CompletableFuture<?>> kept = new ArrayList<>();
        for (Map<String, Object> entry : objects(post.get("entry"))) {
            for (Map<String, Object> change : objects(entry.get("changes"))) {
                if (change.get("value") instanceof Map<?, ?> value) {
                    kept.add(keep(value));
                }
            }
        }
        return CompletableFuture.allOf(kept.toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<?> keep(Map<?, ?> value) {
        String account = value.get("metadata") instanceof Map<?, ?> metadata
                ? String.valueOf(metadata.get("phone_number_id"))
                : "unknown";
        List<CompletableFuture<?>> kept = new ArrayList<>();
        for (Map<String, Object> message : objects(value.get("messages"))) {
            WhatsAppMessage read = new WhatsAppMessage(message, profile(value, message.get("from")));
            if (read.id().isEmpty() || KnownContacts.phone(read.from()).isEmpty()) {
                kept.add(told("A message has no id, or no number that it is from."));
            } else {
                kept.add(letters.submit(letter(read, account)));
            }
        }
        for (Map<String, Object> status : objects(value.get("statuses"))) {
            kept.add(store.submit(tx -> status(tx, status)));
        }
        for (Map<String, Object> error : objects(value.get("errors"))) {
            kept.add(told("WhatsApp reports trouble: " + error.get("title") + " (" + error.get("code") + ")."));
        }
        return CompletableFuture.allOf(kept.toArray(CompletableFuture[]::new));
    }

    private static String profile(Map<?, ?> value, Object from) {
        return objects(value.get("contacts")).stream()
                .filter(contact -> from != null && from.equals(contact.get("wa_id")))
                .map(contact -> contact.get("profile") instanceof Map<?, ?> profile
                        ? String.valueOf(profile.get("name"))
                        : null)
                .findFirst()
                .orElse(null);
    }

    private Letter letter(WhatsAppMessage message, String account) {
        String number = KnownContacts.phone(message.from()).orElseThrow();
        return new Letter(
                "whatsapp:" + message.id(),
                ORIGIN,
                account,
                "WHATSAPP_" + Digest.sha256(message.id()).substring(0, DIGITS),
                message.id(),
                null,
                number,
                number,
                null,
                message.payload(),
                clock.instant());
    }

    /** Takes a status to the message that it is about; a message that did not arrive is told to a person. */
    private Object status(Tx tx, Map<String, Object> status) {
        String id = String.valueOf(status.get("id"));
        String word = String.valueOf(status.get("status"));
        if (!word.matches("[a-z]{2,20}") || !Letters.addStatus(tx, id, word, clock.instant())) {
            return null;
        }
        Optional<Letters.Sent> sent = Letters.sent(tx, id);
        AuditEntry entry = AuditEntry.of(
                        "message_" + word, "watcher", word.equals("failed") ? Status.FAILURE : Status.SUCCESS)
                .trigger(sent.map(Letters.Sent::triggerId).orElse(null))
                .detail("message_id", id);
        if (!word.equals("failed")) {
            audit.append(tx, entry);
            return null;
        }
        String why = objects(status.get("errors")).stream()
                .map(error -> error.get("title") + " (" + error.get("code") + ")")
                .findFirst()
                .orElse("no reason was given");
        audit.append(tx, entry.error("It was not delivered: " + why));
        alerts.raise(
                tx,
                Alert.of(
                                Alert.Severity.WARNING,
                                SYSTEM,
                                "Not delivered on WhatsApp",
                                "WhatsApp took a message and could not deliver it: " + why + ".")
                        .about(
                                sent.map(Letters.Sent::triggerId).orElse(null),
                                sent.map(Letters.Sent::actionId).orElse(null))
                        .known("The message is " + id + ", to " + status.get("recipient_id") + ".")
                        .choice("Tell the recipient on another way."));
        return null;
    }

    /** Signed, and yet nothing that can be kept as a message: the platform need not send it again, but a person must know. */
    private CompletableFuture<Void> told(String sentence) {
        return store.submit(tx -> {
            alerts.stands(
                    tx,
                    "whatsapp " + sentence,
                    Alert.of(Alert.Severity.WARNING, SYSTEM, "WhatsApp: a post that cannot be read", sentence));
            return null;
        });
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> objects(Object value) {
        return value instanceof List<?> list
                ? list.stream()
                        .filter(Map.class::isInstance)
                        .map(each -> (Map<String, Object>) each)
                        .toList()
                : List.of();
    }
}

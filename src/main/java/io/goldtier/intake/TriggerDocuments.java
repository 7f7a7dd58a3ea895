package io.goldtier.intake;

import io.goldtier.intake.message.ContentKey;
import io.goldtier.intake.message.Message;
import io.goldtier.intake.message.Refusal;
import io.goldtier.intake.message.Stated;
import io.goldtier.intake.message.Trust;
import io.goldtier.json.Json;
import io.goldtier.json.JsonSchema;
import io.goldtier.trigger.NewWork;
import io.goldtier.trigger.Trigger;
import io.goldtier.trigger.TriggerStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Reads trigger documents: JSON in the data model's form, one or a list. */
@Component("documents")
class TriggerDocuments {

    private static final String SCHEMA = "/schema/cross-domain-trigger.json";
    private static final int MOST = 1_000;
    private static final int MOST_VALUES = 200_000;
    private static final int MOST_DIGITS = 50;

    private final JsonSchema schema;
    private final BusinessRules rules;
    private final Trust trust;

    /** Reads the schema; one that is no schema stops the start. */
    TriggerDocuments(BusinessRules rules, Trust trust) {
        this.rules = rules;
        this.trust = trust;
        try (InputStream text = TriggerDocuments.class.getResourceAsStream(SCHEMA)) {
            schema = JsonSchema.of(Json.readObject(new String(text.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The text of a document, ready to be read as JSON.
     *
     * @throws Refusal if it has more values than any that is used
     */
    String text(Message message) {
        String text = message.text();
        long values = text.chars().filter(c -> c == ',' || c == '[' || c == '{').count();
        if (values > MOST_VALUES) {
            throw new Refusal(
                    "Too much",
                    message.reference() + " has about " + values + " values; at most " + MOST_VALUES
                            + " are allowed. Split it into several files.");
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /**
     * The work that one document asks for.
     *
     * @throws Refusal if any part of it cannot be accepted
     */
    List<NewWork> one(@Body Object document, @Variable("message") Message message) {
        return List.of(work(message, document));
    }

    /** The entries of a list, if there are as many as a list may have. */
    List<?> entries(List<?> list) {
        if (list.isEmpty() || list.size() > MOST) {
            throw new Refusal(
                    "Not a trigger document",
                    "A list of trigger documents must have 1 to " + MOST + " entries, was: " + list.size() + ".");
        }
        return list;
    }

    /** The work that one entry of a list asks for. */
    NewWork entry(
            @Body Object entry,
            @Variable("message") Message message,
            @ExchangeProperty(Exchange.SPLIT_INDEX) int index) {
        try {
            return work(message, entry);
        } catch (Refusal e) {
            throw e.at("Entry " + (index + 1) + " of the list: ");
        }
    }

    /** The work of a whole list: accepted with all its entries, or not at all. */
    List<NewWork> distinct(List<NewWork> all) {
        Set<String> ids = new HashSet<>();
        for (NewWork work : all) {
            if (!ids.add(work.trigger().triggerId())) {
                throw new Refusal(
                        "Duplicate id",
                        "Entry " + (all.indexOf(work) + 1) + " of the list: trigger_id "
                                + work.trigger().triggerId() + " stands in the list twice; each needs its own.");
            }
        }
        return all;
    }

    /** A few characters can name a number that would fill the memory once it is written out. */
    private static void checkNumbers(Object value) {
        if (value instanceof Map<?, ?> map) {
            map.values().forEach(TriggerDocuments::checkNumbers);
        } else if (value instanceof List<?> list) {
            list.forEach(TriggerDocuments::checkNumbers);
        } else if (value instanceof BigDecimal number
                && (Math.abs((long) number.scale()) > MOST_DIGITS || number.precision() > MOST_DIGITS)) {
            throw new Refusal(
                    "Number out of range",
                    "A number has more than " + MOST_DIGITS + " digits: "
                            + (number.precision() > MOST_DIGITS ? "one of " + number.precision() : number) + ".");
        }
    }

    private NewWork work(Message message, Object entry) {
        checkNumbers(entry);
        JsonSchema.Fault.together(schema.faults(entry).stream()
                        .map(TriggerDocuments::plain)
                        .toList())
                .ifPresent(fault -> {
                    throw new Refusal("Not a trigger document", fault.sentence() + ".");
                });
        @SuppressWarnings("unchecked")
        Map<String, Object> document = (Map<String, Object>) entry;
        Trigger trigger = rules.check(trigger(document));
        Message sent = message.reading(Stated.in(trigger.sourceType(), trigger.sourceData()), "", message.text());
        return new NewWork(trigger, ContentKey.of(document), message.taskFile(), trust.in(sent));
    }

    /** What the schema's own words would leave a person to guess. */
    private static JsonSchema.Fault plain(JsonSchema.Fault fault) {
        boolean missing = fault.sentence().contains("is missing");
        String sentence =
                switch (fault.field()) {
                    case "triggered_actions" ->
                        missing
                                ? "triggered_actions is missing; it must list at least one action"
                                : "triggered_actions must list at least one action, each with type and params";
                    case "trigger_id" ->
                        missing
                                ? fault.sentence()
                                : fault.sentence()
                                        + "; allowed are 1 to 100 letters, digits, dots, hyphens and underscores";
                    default -> fault.sentence();
                };
        return new JsonSchema.Fault(fault.field(), sentence);
    }

    @SuppressWarnings("unchecked")
    private static Trigger trigger(Map<String, Object> document) {
        TriggerStatus status = TriggerStatus.of((String) document.get("status"));
        if (status != TriggerStatus.PENDING) {
            throw new Refusal(
                    "Wrong status",
                    "status must be pending for new work, was: " + status.word()
                            + "; a trigger's status moves forward only by the work itself.");
        }
        Object context = document.get("context");
        return new Trigger(
                (String) document.get("trigger_id"),
                (String) document.get("source_domain"),
                (String) document.get("source_type"),
                (Map<String, Object>) document.get("source_data"),
                (List<Map<String, Object>>) document.get("triggered_actions"),
                status,
                time(document, "created"),
                time(document, "updated"),
                context == null ? Map.of() : (Map<String, Object>) context);
    }

    private static Instant time(Map<String, Object> document, String field) {
        String text = (String) document.get(field);
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new Refusal(
                    "Wrong time",
                    field + " must be an ISO 8601 time with its time zone such as 2026-02-20T10:30:00Z, was: " + text
                            + ".");
        }
    }
}

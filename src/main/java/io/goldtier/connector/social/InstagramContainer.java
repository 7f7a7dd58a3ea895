package io.goldtier.connector.social;

import io.goldtier.skill.effect.Attempt;
import io.goldtier.skill.effect.OutsideException;
import io.goldtier.skill.effect.OutsideException.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/**
 * The container that becomes a post on Instagram. Its status is asked for at most once a minute for five minutes, as Meta's
 * guide to content publishing has it; between two looks the step waits and holds no thread.
 */
@Component("instagramContainer")
class InstagramContainer {

    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LATER = Duration.ofHours(1);
    private static final String SYSTEM = "instagram";

    private final Clock clock;

    InstagramContainer(Clock clock) {
        this.clock = clock;
    }

    /** Refuses, before anything is prepared, when Instagram takes no more posts today. */
    public void requireRoom(@Body Map<String, Object> answer) {
        if (answer.get("data") instanceof List<?> list
                && !list.isEmpty()
                && list.get(0) instanceof Map<?, ?> limit
                && limit.get("quota_usage") instanceof Number used
                && limit.get("config") instanceof Map<?, ?> config
                && config.get("quota_total") instanceof Number total
                && used.longValue() >= total.longValue()) {
            throw new OutsideException(
                    Kind.THROTTLED,
                    SYSTEM,
                    "Instagram takes " + total + " posts in 24 hours, and there were " + used + ".",
                    clock.instant().plus(LATER),
                    null);
        }
    }

    /** The container was made now. */
    public String made(Exchange exchange, @Body Map<String, Object> answer) {
        if (!(answer.get("id") instanceof String id) || id.isBlank()) {
            throw new OutsideException(
                    Kind.TRANSIENT, SYSTEM, "Instagram's answer does not say what it should: id is missing.");
        }
        Attempt.of(exchange)
                .ifPresent(attempt ->
                        attempt.keep(Map.of("container_made", clock.instant().toString())));
        return id;
    }

    /**
     * Goes on when the container can be published.
     *
     * @throws OutsideException that it is not ready yet, or why it never will be
     */
    public void ready(Exchange exchange, @Body Map<String, Object> answer) {
        String status = String.valueOf(answer.get("status_code"));
        switch (status) {
            case "FINISHED" -> {}
            case "IN_PROGRESS" -> {
                Instant made = Attempt.of(exchange)
                        .map(attempt -> attempt.progress().get("container_made"))
                        .map(time -> Instant.parse(String.valueOf(time)))
                        .orElseGet(clock::instant);
                if (!clock.instant().isBefore(made.plus(PATIENCE))) {
                    throw given(exchange, "Instagram did not get the picture ready within 5 minutes.");
                }
                throw new OutsideException(
                                Kind.NOT_YET,
                                SYSTEM,
                                "Instagram is getting the picture ready.",
                                clock.instant().plus(PAUSE),
                                null)
                        .answered();
            }
            case "ERROR" ->
                throw given(
                        exchange,
                        "Instagram could not use the picture"
                                + Optional.ofNullable(answer.get("status"))
                                        .map(said -> ": " + said + ".")
                                        .orElse("."));
            case "EXPIRED" ->
                throw given(exchange, "What was prepared on Instagram was not published within 24 hours.");
            // That one is published is what an attempt before this one may have done, which is looked into by itself
            case "PUBLISHED" ->
                throw new OutsideException(Kind.PERMANENT, SYSTEM, "Instagram says that this was published before.")
                        .named("duplicate_post")
                        .answered();
            default ->
                throw new OutsideException(
                                Kind.TRANSIENT,
                                SYSTEM,
                                "Instagram's answer does not say what it should: status_code is missing.")
                        .answered();
        }
    }

    private static OutsideException given(Exchange exchange, String sentence) {
        Attempt.of(exchange).ifPresent(attempt -> {
            Map<String, Object> none = new HashMap<>();
            none.put("container", null);
            none.put("container_made", null);
            attempt.keep(none);
        });
        return new OutsideException(Kind.PERMANENT, SYSTEM, sentence + " Nothing was published.").answered();
    }

    /** What the container's status proves of an attempt whose answer was lost: {@code {done}} or {@code {reason}}. */
    public Map<String, Object> proof(@Body Object answer) {
        Object status = answer instanceof Map<?, ?> container ? container.get("status_code") : null;
        return switch (String.valueOf(status)) {
            case "PUBLISHED" -> Map.of("done", true, "output", Map.of());
            case "FINISHED", "IN_PROGRESS", "ERROR", "EXPIRED" -> Map.of("done", false);
            default -> OwnPosts.unknown("Instagram does not say how the container stands");
        };
    }
}

package io.goldtier.audit;

import io.goldtier.store.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One line of the audit log before it gets its place in the chain.
 *
 * @param timestamp when it happened; null means now
 * @param action what was done
 * @param source which component did it: {@code watcher}, {@code skill}, {@code ralph_wiggum_loop}, …
 * @param status how it ended
 * @param durationMs how long it took, in milliseconds
 * @param user {@code system} or the person's id
 * @param agent the agent that chose it, or null
 * @param skill the skill, or null
 * @param mcpServer the server that offers the skill, or null
 * @param details more about it; a failure's has {@code error_message}
 * @param triggerId the trigger that it belongs to, or null
 * @param exchangeId the Camel exchange, or null
 * @param routeId the Camel route, or null
 */
public record AuditEntry(
        Instant timestamp,
        String action,
        String source,
        Status status,
        long durationMs,
        String user,
        String agent,
        String skill,
        String mcpServer,
        Map<String, Object> details,
        String triggerId,
        String exchangeId,
        String routeId) {

    /** Refuses what the data model refuses. */
    public AuditEntry {
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(status, "status");
        if (durationMs < 0) {
            throw new IllegalArgumentException("duration_ms must not be negative, was: " + durationMs);
        }
        details = details == null ? Map.of() : details;
        if (status == Status.FAILURE && !details.containsKey("error_message")) {
            throw new IllegalArgumentException("A failure's details must have error_message, in action " + action);
        }
    }

    /** An entry of the system itself that took no time; the other parts are added with the methods below. */
    public static AuditEntry of(String action, String source, Status status) {
        return new AuditEntry(
                null,
                action,
                source,
                status,
                0,
                "system",
                null,
                null,
                null,
                status == Status.FAILURE ? Map.of("error_message", "") : Map.of(),
                null,
                null,
                null);
    }

    /** The same, at this time. */
    AuditEntry at(Instant time) {
        return new AuditEntry(
                time,
                action,
                source,
                status,
                durationMs,
                user,
                agent,
                skill,
                mcpServer,
                details,
                triggerId,
                exchangeId,
                routeId);
    }

    /** The same, having taken this long. */
    public AuditEntry took(Duration duration) {
        return with(
                Math.max(0, duration.toMillis()),
                user,
                agent,
                skill,
                mcpServer,
                details,
                triggerId,
                exchangeId,
                routeId);
    }

    /** The same, done for this person. */
    public AuditEntry by(String person) {
        return with(durationMs, person, agent, skill, mcpServer, details, triggerId, exchangeId, routeId);
    }

    /** The same, chosen by this agent. */
    public AuditEntry chosenBy(String name) {
        return with(durationMs, user, name, skill, mcpServer, details, triggerId, exchangeId, routeId);
    }

    /** The same, about this skill of this server. */
    public AuditEntry skill(String name, String server) {
        return with(durationMs, user, agent, name, server, details, triggerId, exchangeId, routeId);
    }

    /** The same, belonging to this trigger. */
    public AuditEntry trigger(String id) {
        return with(durationMs, user, agent, skill, mcpServer, details, id, exchangeId, routeId);
    }

    /** The same, seen in this exchange of this route. */
    public AuditEntry exchange(String id, String route) {
        return with(durationMs, user, agent, skill, mcpServer, details, triggerId, id, route);
    }

    /** The same with one more detail; a null value is left out. */
    public AuditEntry detail(String name, Object value) {
        if (value == null) {
            return this;
        }
        Map<String, Object> more = new LinkedHashMap<>(details);
        more.put(name, value);
        return with(durationMs, user, agent, skill, mcpServer, more, triggerId, exchangeId, routeId);
    }

    /** The same with the sentence that says what went wrong. */
    public AuditEntry error(String sentence) {
        return detail("error_message", sentence == null ? "" : sentence);
    }

    private AuditEntry with(
            long newDuration,
            String newUser,
            String newAgent,
            String newSkill,
            String newServer,
            Map<String, Object> newDetails,
            String newTrigger,
            String newExchange,
            String newRoute) {
        return new AuditEntry(
                timestamp,
                action,
                source,
                status,
                newDuration,
                newUser,
                newAgent,
                newSkill,
                newServer,
                newDetails,
                newTrigger,
                newExchange,
                newRoute);
    }

    /** The line's fields in the order in which they are written; fields without a value are left out. */
    public Map<String, Object> fields(Instant now) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("timestamp", Times.text(timestamp == null ? now : timestamp));
        fields.put("action", action);
        fields.put("source", source);
        fields.put("status", status.word());
        fields.put("duration_ms", durationMs);
        fields.put("user", user);
        putIfPresent(fields, "agent", agent);
        putIfPresent(fields, "skill", skill);
        putIfPresent(fields, "mcp_server", mcpServer);
        if (!details.isEmpty()) {
            fields.put("details", details);
        }
        putIfPresent(fields, "trigger_id", triggerId);
        putIfPresent(fields, "exchange_id", exchangeId);
        putIfPresent(fields, "route_id", routeId);
        return fields;
    }

    private static void putIfPresent(Map<String, Object> fields, String name, Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }
}

package io.goldtier.web.work;

import io.goldtier.audit.AuditLog;
import io.goldtier.json.Json;
import io.goldtier.json.Listed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** A trigger's way through time, told from the lines that the logs hold about it; secrets are masked in them. */
@Component
public class Story {

    private static final int LINES = 400;

    private final AuditLog log;

    Story(AuditLog log) {
        this.log = log;
    }

    /**
     * Something that happened.
     *
     * @param at when
     * @param tone how it went, as a style class
     * @param title what, in a few words
     * @param text more about it in a sentence, or an empty text
     * @param details requests, answers and other facts, or empty
     */
    public record Moment(Instant at, String tone, String title, String text, List<Map<String, Object>> details) {}

    /**
     * What happened to this trigger, oldest first. The phases of an iteration are one moment; an iteration that waited
     * and went on is one for each time. What two logs tell in the same words is told once. Of a long way the end is told; what more
     * there is are lines of the log.
     */
    public Listed<Moment> of(String triggerId) {
        List<Moment> moments = new ArrayList<>();
        Map<Object, Integer> iterations = new HashMap<>();
        List<String> lines = log.linesOf(triggerId, LINES);
        for (String line : lines) {
            Map<String, Object> fields = Json.readObject(line);
            fields.keySet().removeAll(List.of("seq", "hash", "prev_hash"));
            Integer begun = iterations.get(fields.get("iteration"));
            if (fields.get("phase") == null) {
                add(moments, moment(fields));
            } else if (begun == null || "READ".equals(fields.get("phase"))) {
                iterations.put(fields.get("iteration"), moments.size());
                moments.add(iteration(List.of(fields)));
            } else {
                moments.set(begun, iteration(plus(moments.get(begun).details(), fields)));
            }
        }
        long more = lines.size() < LINES ? 0 : log.countOf(triggerId) - lines.size();
        return new Listed<>(moments, Math.max(0, more));
    }

    private static void add(List<Moment> moments, Moment moment) {
        int last = moments.size() - 1;
        boolean told = last >= 0
                && moments.get(last).title().equals(moment.title())
                && moments.get(last).text().equals(moment.text());
        if (told) {
            Moment first = moments.get(last);
            List<Map<String, Object>> details =
                    plus(first.details(), moment.details().get(0));
            moments.set(last, new Moment(first.at(), first.tone(), first.title(), first.text(), details));
        } else {
            moments.add(moment);
        }
    }

    private static List<Map<String, Object>> plus(List<Map<String, Object>> details, Map<String, Object> more) {
        List<Map<String, Object>> longer = new ArrayList<>(details);
        longer.add(more);
        return longer;
    }

    private static Moment iteration(List<Map<String, Object>> phases) {
        Map<String, Object> first = phases.get(0);
        Map<String, Object> last = phases.get(phases.size() - 1);
        String title = "Iteration " + first.get("iteration");
        String text = last.get("phase") + ": " + last.get("outcome");
        return new Moment(at(first), "", title, text, phases);
    }

    private static Moment moment(Map<String, Object> fields) {
        String action = String.valueOf(fields.get("action"));
        String status = String.valueOf(fields.get("status"));
        Map<?, ?> details = fields.get("details") instanceof Map<?, ?> map ? map : Map.of();
        String tone = status.equals("pending") ? "busy" : Words.tone(status);
        if (fields.get("exchange_id") != null) {
            String route = "Route " + fields.get("route_id");
            return new Moment(at(fields), "", route, "Took " + fields.get("duration_ms") + " ms.", List.of(fields));
        }
        if (details.get("how") != null) {
            return new Moment(at(fields), tone, decided(action, fields), text(details), List.of(fields));
        }
        return new Moment(at(fields), tone, title(action, status, details), text(details), List.of(fields));
    }

    private static String decided(String action, Map<String, Object> fields) {
        Map<?, ?> details = (Map<?, ?>) fields.get("details");
        String edited = details.get("difference") == null ? "" : ", with changes";
        return switch (action) {
            case "approve" -> "Approved by " + fields.get("user") + " (" + details.get("how") + ")" + edited;
            case "reject" -> "Rejected by " + fields.get("user") + " (" + details.get("how") + ")";
            default -> Words.name(action);
        };
    }

    private static String title(String action, String status, Map<?, ?> details) {
        String name = action.equals("accept_trigger") ? "The message was accepted" : Words.name(action);
        if (details.get("approval_id") != null && status.equals("pending")) {
            return name + ": a person is asked";
        }
        return switch (status) {
            case "pending" -> name + ": begun";
            case "failure" -> name + ": did not work";
            case "skipped" -> name + ": left out";
            default -> name;
        };
    }

    private static String text(Map<?, ?> details) {
        for (String field : List.of("error_message", "reason", "rule", "outcome", "message")) {
            if (details.get(field) instanceof String text && !text.isBlank()) {
                return field.equals("rule") ? "Rule: " + text : text;
            }
        }
        return "";
    }

    private static Instant at(Map<String, Object> fields) {
        return Instant.parse(String.valueOf(fields.get("timestamp")));
    }
}

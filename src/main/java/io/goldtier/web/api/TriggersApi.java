package io.goldtier.web.api;

import io.goldtier.trigger.TriggerStatus;
import io.goldtier.trigger.Triggers;
import io.goldtier.web.answer.Problem;
import io.goldtier.web.answer.Reply;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/triggers}: what came in, newest first, and how far it has come. */
@RestController
@RequestMapping("/api/triggers")
class TriggersApi {

    private final Triggers triggers;
    private final TriggerView view;

    TriggersApi(Triggers triggers, TriggerView view) {
        this.triggers = triggers;
        this.view = view;
    }

    @GetMapping
    ResponseEntity<String> list(
            @RequestParam(required = false) String status,
            @RequestParam(required = false) String cursor,
            @RequestParam(required = false) Integer limit) {
        int size = Reply.limit(limit);
        List<Triggers.Arrival> found = triggers.list(status(status), Reply.cursor(cursor), size);
        Long next = found.size() < size ? null : found.get(size - 1).number();
        return Reply.page(
                found.stream().map(arrival -> arrival.trigger().toMap()).toList(), next);
    }

    @GetMapping("/{id}")
    ResponseEntity<String> one(@PathVariable String id) {
        Map<String, Object> trigger =
                view.of(id).orElseThrow(() -> new Problem(404, "There is no trigger " + id + "."));
        return Reply.ok(trigger);
    }

    private static TriggerStatus status(String word) {
        try {
            return word == null ? null : TriggerStatus.of(word);
        } catch (IllegalArgumentException e) {
            throw new Problem(422, e.getMessage(), "status");
        }
    }
}

package io.goldtier.web.pages;

import io.goldtier.json.Listed;
import io.goldtier.report.Planned;
import io.goldtier.trigger.Action;
import io.goldtier.trigger.ActionState;
import io.goldtier.trigger.Actions;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /doubts}, {@code /planned}: all of what the desk shows the beginning of. */
@Controller
class WaitingPages {

    private static final int PAGE = 30;

    private final Pages pages;
    private final Actions actions;
    private final Planned planned;

    WaitingPages(Pages pages, Actions actions, Planned planned) {
        this.pages = pages;
        this.actions = actions;
        this.planned = planned;
    }

    @GetMapping("/doubts")
    ResponseEntity<String> doubts(@RequestParam(defaultValue = "0") int from) {
        int first = Math.max(0, from);
        Listed<Action> doubts = actions.inState(ActionState.IN_DOUBT, first, PAGE);
        return pages.show("doubts", "In doubt", "desk", Map.of("doubts", doubts, "next", first + PAGE));
    }

    @GetMapping("/planned")
    ResponseEntity<String> planned(@RequestParam(defaultValue = "0") int from) {
        int first = Math.max(0, from);
        Listed<Planned.Step> steps = planned.next(first, PAGE);
        return pages.show("planned", "Planned", "desk", Map.of("planned", steps, "next", first + PAGE));
    }
}

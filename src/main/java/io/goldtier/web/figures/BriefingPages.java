package io.goldtier.web.figures;

import io.goldtier.report.briefing.Briefings;
import io.goldtier.web.answer.Problem;
import io.goldtier.web.pages.Pages;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /briefings}: the CEO briefings, to read, to print and to have written. */
@Controller
@RequestMapping("/briefings")
class BriefingPages {

    private static final int PAGE = 60;

    private final Pages pages;
    private final Briefings briefings;
    private final ProducerTemplate routes;

    BriefingPages(Pages pages, Briefings briefings, ProducerTemplate routes) {
        this.pages = pages;
        this.briefings = briefings;
        this.routes = routes;
    }

    @GetMapping
    ResponseEntity<String> list(@RequestParam(defaultValue = "") String before) {
        List<BriefingView> found = briefings.list(before.isBlank() ? null : before, PAGE + 1).stream()
                .map(BriefingView::new)
                .toList();
        Map<String, Object> values = new HashMap<>();
        values.put("briefings", found.subList(0, Math.min(PAGE, found.size())));
        values.put("next", found.size() > PAGE ? found.get(PAGE - 1).text("briefing_id") : null);
        values.put("before", before);
        return pages.show("briefings", "Briefings", "briefings", values);
    }

    @GetMapping("/{id}")
    ResponseEntity<String> one(@PathVariable String id) {
        BriefingView briefing = briefings
                .find(id)
                .map(BriefingView::new)
                .orElseThrow(() -> new Problem(404, "There is no briefing of that week yet."));
        return pages.show("briefing", "Briefing " + briefing.week(), "briefings", Map.of("briefing", briefing));
    }

    @PostMapping
    String write(@RequestParam(defaultValue = "") String week) {
        try {
            String text = briefings.week(week.isBlank() ? null : week.strip()).text();
            routes.requestBody("direct:write-briefing", text);
            return "redirect:/briefings/CEO-" + text;
        } catch (IllegalArgumentException e) {
            throw new Problem(422, e.getMessage() + ".", "week");
        }
    }
}

package io.goldtier.web.api;

import io.goldtier.report.briefing.Briefings;
import io.goldtier.web.answer.Problem;
import io.goldtier.web.answer.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/briefings}: the CEO briefings in the data model's attributes, and the way to have one written now. */
@RestController
@RequestMapping("/api/briefings")
class BriefingsApi {

    private final Briefings briefings;
    private final ProducerTemplate routes;

    BriefingsApi(Briefings briefings, ProducerTemplate routes) {
        this.briefings = briefings;
        this.routes = routes;
    }

    @GetMapping
    ResponseEntity<String> list(
            @RequestParam(required = false) String cursor, @RequestParam(required = false) Integer limit) {
        int size = Reply.limit(limit);
        List<Map<String, Object>> found = briefings.list(cursor, size);
        return Reply.page(
                found, found.size() < size ? null : found.get(size - 1).get("briefing_id"));
    }

    @GetMapping("/{id}")
    ResponseEntity<String> one(@PathVariable String id) {
        return Reply.ok(briefings.find(id).orElseThrow(() -> new Problem(404, "There is no briefing " + id + " yet.")));
    }

    @PostMapping
    ResponseEntity<String> write(InputStream body) throws IOException {
        Map<String, Object> asked = Reply.body(body);
        asked.keySet().stream().filter(name -> !name.equals("week")).findFirst().ifPresent(name -> {
            throw new Problem(
                    422, "A briefing is asked for with week alone, such as 2026-W08; there was " + name, name);
        });
        try {
            Object week = asked.get("week");
            String text =
                    briefings.week(week == null ? null : String.valueOf(week)).text();
            return Reply.ok(routes.requestBody("direct:write-briefing", text, Map.class));
        } catch (IllegalArgumentException e) {
            throw new Problem(422, e.getMessage() + ".", "week");
        } catch (CamelExecutionException e) {
            if (e.getCause() instanceof DirectConsumerNotAvailableException) {
                throw new Problem(503, "The route write-briefing is stopped.");
            }
            throw e;
        }
    }
}

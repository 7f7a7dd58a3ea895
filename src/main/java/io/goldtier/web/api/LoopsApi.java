package io.goldtier.web.api;

import io.goldtier.loop.Loop;
import io.goldtier.loop.LoopView;
import io.goldtier.loop.Loops;
import io.goldtier.web.answer.Problem;
import io.goldtier.web.answer.Reply;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/loops/{id}}: how far a Ralph Wiggum loop has come. */
@RestController
class LoopsApi {

    private final Loops loops;
    private final LoopView view;

    LoopsApi(Loops loops, LoopView view) {
        this.loops = loops;
        this.view = view;
    }

    @GetMapping("/api/loops/{id}")
    ResponseEntity<String> one(@PathVariable String id) {
        return Reply.ok(find(id).toMap());
    }

    /**
     * The same for the Stop hook of Claude Code: its answer, which holds the client back as long as boxes are open and it
     * is the client's turn, and is empty otherwise.
     */
    @GetMapping(path = "/api/loops/{id}", params = "for=stop-hook")
    ResponseEntity<String> hook(@PathVariable String id, @RequestParam(required = false) String lease) {
        Map<String, Object> answer = new LinkedHashMap<>();
        view.unfinished(find(id), lease == null || lease.isEmpty() ? null : lease)
                .ifPresent(left -> {
                    answer.put("decision", "block");
                    answer.put("reason", left);
                });
        return Reply.ok(answer);
    }

    private Loop find(String id) {
        return loops.find(id).orElseThrow(() -> new Problem(404, "There is no loop " + id + "."));
    }
}

package io.goldtier.web.api;

import io.goldtier.loop.Loop;
import io.goldtier.loop.Loops;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/loops/{id}}: how far a Ralph Wiggum loop has come. */
@RestController
class LoopsApi {

    private final Loops loops;

    LoopsApi(Loops loops) {
        this.loops = loops;
    }

    @GetMapping("/api/loops/{id}")
    ResponseEntity<String> one(@PathVariable String id) {
        Loop loop = loops.find(id).orElseThrow(() -> new Problem(404, "There is no loop " + id + "."));
        return Reply.ok(loop.toMap());
    }
}

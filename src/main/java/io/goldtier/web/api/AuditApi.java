package io.goldtier.web.api;

import io.goldtier.audit.AuditLines;
import io.goldtier.web.answer.Problem;
import io.goldtier.web.answer.Reply;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/audit}: the audit log, oldest entry first. */
@RestController
class AuditApi {

    private final AuditLines lines;

    AuditApi(AuditLines lines) {
        this.lines = lines;
    }

    @GetMapping("/api/audit")
    ResponseEntity<String> find(
            @RequestParam(required = false) String from,
            @RequestParam(required = false) String to,
            @RequestParam(required = false) String action,
            @RequestParam(required = false) String status,
            @RequestParam(required = false) String trigger,
            @RequestParam(required = false) String cursor,
            @RequestParam(required = false) Integer limit) {
        AuditLines.Question question =
                new AuditLines.Question(time("from", from), time("to", to), action, status, trigger);
        AuditLines.Page page = lines.find(question, Reply.cursor(cursor), Reply.limit(limit));
        return Reply.page(page.entries(), page.next());
    }

    /** A day or an ISO 8601 time in UTC; compared as text, so a day stands for its beginning. */
    private static String time(String field, String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (!text.matches("\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?Z?)?")) {
            throw new Problem(
                    422, field + " must be a day or a time in UTC such as 2026-02-20T10:30:00Z, was: " + text, field);
        }
        return text.endsWith("Z") ? text.substring(0, text.length() - 1) : text;
    }
}

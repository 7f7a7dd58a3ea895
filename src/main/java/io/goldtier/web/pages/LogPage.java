package io.goldtier.web.pages;

import io.goldtier.audit.AuditLines;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /log}: the audit log for people, newest entry first. */
@Controller
class LogPage {

    private static final int PAGE = 50;

    private final Pages pages;
    private final AuditLines lines;

    LogPage(Pages pages, AuditLines lines) {
        this.pages = pages;
        this.lines = lines;
    }

    @GetMapping("/log")
    ResponseEntity<String> log(
            @RequestParam(defaultValue = "") String action,
            @RequestParam(defaultValue = "") String status,
            @RequestParam(defaultValue = "0") long before) {
        AuditLines.Question question = new AuditLines.Question(null, null, orNull(action), orNull(status), null);
        AuditLines.Page page = lines.findNewest(question, before, PAGE);
        Map<String, Object> values = new HashMap<>();
        values.put("entries", page.entries());
        values.put("next", page.next() == null ? 0L : page.next());
        values.put("before", before);
        values.put("action", action);
        values.put("status", status);
        return pages.show("log", "Log", "log", values);
    }

    private static String orNull(String text) {
        return text.isBlank() ? null : text.strip();
    }
}

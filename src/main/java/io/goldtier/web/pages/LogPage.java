package io.goldtier.web.pages;

import io.goldtier.audit.AuditLines;
import io.goldtier.audit.AuditLog;
import io.goldtier.audit.AuditSettings;
import io.goldtier.audit.chain.AuditVerifier;
import io.goldtier.settings.Settings;
import io.goldtier.web.answer.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /log}: the audit log for people, newest entry first, and whether its chain holds. */
@Controller
class LogPage {

    private static final int PAGE = 50;

    private final Pages pages;
    private final AuditLines lines;
    private final AuditLog log;
    private final Settings settings;
    private final AuditSettings audit;
    private final Clock clock;
    private volatile Verified verified;

    LogPage(Pages pages, AuditLines lines, AuditLog log, Settings settings, AuditSettings audit, Clock clock) {
        this.pages = pages;
        this.lines = lines;
        this.log = log;
        this.settings = settings;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What the last verification found.
     *
     * @param at when it was made
     * @param lines how many lines it read
     * @param problem the first thing that is wrong, or null
     * @param problems how many things are
     */
    record Verified(Instant at, long lines, String problem, int problems) {}

    @GetMapping("/log")
    ResponseEntity<String> log(
            @RequestParam(defaultValue = "") String action,
            @RequestParam(defaultValue = "") String status,
            @RequestParam(defaultValue = "") String trigger,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "0") long before) {
        AuditLines.Question question = new AuditLines.Question(
                day("from", from), day("to", to), orNull(action), orNull(status), orNull(trigger));
        AuditLines.Page page = lines.findNewest(question, before, PAGE);
        Map<String, Object> values = new HashMap<>();
        values.put("entries", page.entries());
        values.put("next", page.next() == null ? 0L : page.next());
        values.put("before", before);
        values.put("action", action);
        values.put("status", status);
        values.put("trigger", trigger);
        values.put("from", from);
        values.put("to", to);
        values.put("verified", verified);
        values.put("trouble", log.trouble().orElse(null));
        return pages.show("log", "Log", "log", values);
    }

    /** Reads the logs from the first line to the last and holds each against the chain. */
    @PostMapping("/log/verify")
    String verify() {
        try {
            AuditVerifier.Report report =
                    AuditVerifier.verify(settings.vault().resolve("Logs"), settings.data(), audit.anchorCopyFile());
            String problem = report.problems().stream()
                    .findFirst()
                    .map(found -> found.file().getFileName() + (found.line() > 0 ? ", line " + found.line() : "") + ": "
                            + found.sentence())
                    .orElse(null);
            verified = new Verified(
                    clock.instant(), report.lines(), problem, report.problems().size());
            return "redirect:/log";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String day(String field, String text) {
        if (!text.isBlank() && !text.matches("\\d{4}-\\d\\d-\\d\\d")) {
            throw new Problem(422, field + " must be a day such as 2026-02-20, was: " + text, field);
        }
        return orNull(text);
    }

    private static String orNull(String text) {
        return text.isBlank() ? null : text.strip();
    }
}

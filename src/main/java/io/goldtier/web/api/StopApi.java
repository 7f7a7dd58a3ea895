package io.goldtier.web.api;

import io.goldtier.audit.AuditEntry;
import io.goldtier.audit.AuditLog;
import io.goldtier.audit.Status;
import io.goldtier.vault.Vault;
import io.goldtier.web.answer.Reply;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** Takes the file {@code STOP} away: by the button that every page shows meanwhile, or {@code DELETE /api/stop}. */
@Controller
class StopApi {

    private final Vault vault;
    private final AuditLog log;

    StopApi(Vault vault, AuditLog log) {
        this.vault = vault;
        this.log = log;
    }

    @PostMapping("/resume")
    String resumePage() {
        resume();
        return "redirect:/";
    }

    @DeleteMapping("/api/stop")
    @ResponseBody
    ResponseEntity<String> resumeApi() {
        return Reply.ok(Map.of("resumed", resume(), "stopped", vault.isStopped()));
    }

    private boolean resume() {
        boolean resumed = vault.resume();
        if (resumed) {
            log.submit(AuditEntry.of("resume", "operator", Status.SUCCESS).by("owner"));
        }
        return resumed;
    }
}

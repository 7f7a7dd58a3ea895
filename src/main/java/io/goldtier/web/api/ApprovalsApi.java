package io.goldtier.web.api;

import io.goldtier.approval.ApprovalRequest;
import io.goldtier.approval.Approvals;
import io.goldtier.audit.Redaction;
import io.goldtier.web.Decider;
import io.goldtier.web.answer.Problem;
import io.goldtier.web.answer.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/approvals}: what waits for a person, and the way to decide; a GET never decides anything. */
@RestController
@RequestMapping("/api/approvals")
class ApprovalsApi {

    private final Approvals approvals;
    private final Decider decider;

    ApprovalsApi(Approvals approvals, Decider decider) {
        this.approvals = approvals;
        this.decider = decider;
    }

    @GetMapping
    ResponseEntity<String> list(
            @RequestParam(required = false) String status,
            @RequestParam(required = false) String cursor,
            @RequestParam(required = false) Integer limit) {
        if (status != null
                && !List.of("pending", "approved", "rejected", "expired").contains(status)) {
            throw new Problem(422, "status must be pending, approved, rejected or expired, was: " + status, "status");
        }
        int size = Reply.limit(limit);
        List<ApprovalRequest> found = approvals.list(status, cursor, size);
        String next = found.size() < size ? null : found.get(size - 1).approvalId();
        return Reply.page(found.stream().map(ApprovalRequest::toMap).toList(), next);
    }

    @GetMapping("/{id}")
    ResponseEntity<String> one(@PathVariable String id) {
        ApprovalRequest request =
                approvals.find(id).orElseThrow(() -> new Problem(404, "There is no request for approval " + id + "."));
        return Reply.ok(Redaction.mask(request.toMap()));
    }

    @PostMapping("/{id}")
    ResponseEntity<String> decide(@PathVariable String id, InputStream body) throws IOException {
        Map<String, Object> decision = Reply.body(body);
        Object reason = decision.get("reason");
        ApprovalRequest request = decider.decide(
                id,
                String.valueOf(decision.get("decision")),
                params(decision.get("params")),
                reason == null ? null : String.valueOf(reason),
                "rest");
        return Reply.ok(Redaction.mask(request.toMap()));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> params(Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new Problem(422, "params must be an object", "params");
    }
}

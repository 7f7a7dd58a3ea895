package io.goldtier.web.pages;

import io.goldtier.approval.ApprovalRequest;
import io.goldtier.approval.Approvals;
import io.goldtier.approval.Previews;
import io.goldtier.audit.Redaction;
import io.goldtier.connector.social.Pictures;
import io.goldtier.skill.Skill;
import io.goldtier.skill.Skills;
import io.goldtier.web.Decider;
import io.goldtier.web.answer.Problem;
import io.goldtier.web.work.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /approvals}: what was asked and how it was decided; a single request to read, edit and decide. */
@Controller
@RequestMapping("/approvals")
class ApprovalPages {

    private static final int PAGE = 30;

    private final Pages pages;
    private final Approvals approvals;
    private final Previews previews;
    private final Decider decider;
    private final Skills skills;
    private final Pictures pictures;

    ApprovalPages(
            Pages pages, Approvals approvals, Previews previews, Decider decider, Skills skills, Pictures pictures) {
        this.pages = pages;
        this.approvals = approvals;
        this.previews = previews;
        this.decider = decider;
        this.skills = skills;
        this.pictures = pictures;
    }

    @GetMapping
    ResponseEntity<String> list(
            @RequestParam(defaultValue = "") String status, @RequestParam(required = false) String cursor) {
        List<ApprovalRequest> found = approvals.list(status.isEmpty() ? null : status, cursor, PAGE + 1);
        Map<String, Object> values = new HashMap<>();
        values.put("requests", found.subList(0, Math.min(PAGE, found.size())));
        values.put("next", found.size() > PAGE ? found.get(PAGE - 1).approvalId() : null);
        values.put("status", status);
        return pages.show("approvals", "Approvals", "approvals", values);
    }

    @GetMapping("/{id}")
    ResponseEntity<String> one(@PathVariable String id, @RequestParam(defaultValue = "false") boolean edit) {
        return show(200, find(id), null, null, edit);
    }

    /** Decides; what cannot be is shown with the reason beside what was typed. */
    @PostMapping("/{id}")
    ResponseEntity<String> decide(@PathVariable String id, @RequestParam Map<String, String> form) {
        ApprovalRequest request = find(id);
        boolean edited = form.containsKey("edited");
        boolean answered = EditForm.isQuestion(request) && form.containsKey("answer");
        try {
            ApprovalRequest decided = decider.decide(
                    id,
                    form.getOrDefault("decision", ""),
                    edited
                            ? EditForm.params(skill(request), request.params(), form)
                            : answered ? EditForm.answered(request, form.get("answer")) : null,
                    blankToNull(form.get("reason")),
                    "console");
            String next = decided.triggerId() == null ? "/approvals/" + id : "/triggers/" + decided.triggerId();
            return ResponseEntity.status(303).header("Location", next).build();
        } catch (Problem problem) {
            return show(problem.status(), request, edited ? form : null, problem.getMessage(), edited);
        }
    }

    private ResponseEntity<String> show(
            int status, ApprovalRequest request, Map<String, String> typed, String problem, boolean open) {
        Optional<Skill> skill = skills.find(request.skill());
        Map<String, Object> values = new HashMap<>();
        values.put("request", request);
        values.put("preview", previews.of(request));
        values.put(
                "picture",
                file(request)
                        .map(file -> "/approvals/" + request.approvalId() + "/picture")
                        .orElse(null));
        values.put(
                "fields",
                skill.map(card -> EditForm.fields(card, Redaction.mask(request.params()), typed))
                        .orElse(List.of()));
        values.put("open", open);
        values.put("problem", problem);
        return pages.show(status, "approval", Words.name(request.skill()), "approvals", values);
    }

    /** The picture that would go with a post. */
    @GetMapping("/{id}/picture")
    ResponseEntity<byte[]> picture(@PathVariable String id) {
        return shown(find(id))
                .map(shown -> ResponseEntity.ok()
                        .contentType(MediaType.parseMediaType(shown.type()))
                        .body(shown.bytes()))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    private Optional<Pictures.Shown> shown(ApprovalRequest request) {
        return file(request).flatMap(file -> pictures.shown(file, request.triggerId()));
    }

    private Optional<String> file(ApprovalRequest request) {
        return skills.find(request.skill())
                .filter(Skill::isPublishing)
                .flatMap(skill -> skill.subject(request.effectiveParams()).file());
    }

    private Skill skill(ApprovalRequest request) {
        return skills.find(request.skill()).orElseThrow(() -> new Problem(409, skills.unknown(request.skill())));
    }

    private ApprovalRequest find(String id) {
        return approvals.find(id).orElseThrow(() -> new Problem(404, "There is no request for approval " + id + "."));
    }

    private static String blankToNull(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}

package io.goldtier.web.pages;

import io.goldtier.agent.RuleDraft;
import io.goldtier.approval.ApprovalRequest;
import io.goldtier.approval.Approvals;
import io.goldtier.approval.Previews;
import io.goldtier.audit.Redaction;
import io.goldtier.loop.Loops;
import io.goldtier.trigger.Action;
import io.goldtier.trigger.ActionState;
import io.goldtier.trigger.Actions;
import io.goldtier.trigger.Trigger;
import io.goldtier.trigger.TriggerStatus;
import io.goldtier.trigger.Triggers;
import io.goldtier.web.answer.Problem;
import io.goldtier.web.api.ActionsApi;
import io.goldtier.web.api.Again;
import io.goldtier.web.work.Story;
import io.goldtier.web.work.Thinking;
import io.goldtier.web.work.WorkList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /triggers}: everything that came in, and each one's way from message to effect. */
@Controller
class WorkPages {

    private static final int PAGE = 30;

    private final Pages pages;
    private final WorkList work;
    private final Triggers triggers;
    private final Actions actions;
    private final Loops loops;
    private final Story story;
    private final Thinking thinking;
    private final ActionsApi.Resolver resolver;
    private final Approvals approvals;
    private final Previews previews;
    private final Again again;

    WorkPages(
            Pages pages,
            WorkList work,
            Triggers triggers,
            Actions actions,
            Loops loops,
            Story story,
            Thinking thinking,
            ActionsApi.Resolver resolver,
            Approvals approvals,
            Previews previews,
            Again again) {
        this.pages = pages;
        this.work = work;
        this.triggers = triggers;
        this.actions = actions;
        this.loops = loops;
        this.story = story;
        this.thinking = thinking;
        this.resolver = resolver;
        this.approvals = approvals;
        this.previews = previews;
        this.again = again;
    }

    @GetMapping("/triggers")
    ResponseEntity<String> list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String status,
            @RequestParam(defaultValue = "0") long before) {
        String known = Stream.concat(
                        Arrays.stream(TriggerStatus.values()).map(TriggerStatus::word), WorkList.STEPS.stream())
                .filter(status::equals)
                .findFirst()
                .orElse(null);
        String text = q.isBlank() ? null : q.strip();
        List<WorkList.Item> items = work.find(known, text, before, PAGE + 1);
        Map<String, Object> values = new HashMap<>();
        values.put("items", items.subList(0, Math.min(PAGE, items.size())));
        values.put("next", items.size() > PAGE ? items.get(PAGE - 1).arrival() : 0L);
        values.put("before", before);
        values.put("q", q);
        values.put("status", known == null ? "" : known);
        values.put("counts", work.counts());
        return pages.show("triggers", "Work", "work", values);
    }

    @GetMapping("/triggers/{id}")
    ResponseEntity<String> one(@PathVariable String id) {
        Trigger trigger = triggers.find(id).orElseThrow(() -> new Problem(404, "There is no trigger " + id + "."));
        Map<String, Object> values = new HashMap<>();
        values.put("trigger", trigger);
        values.put("headline", work.headline(trigger.sourceData(), trigger.triggeredActions()));
        values.put("source", Redaction.mask(trigger.sourceData()));
        values.put("context", Redaction.mask(trigger.context()));
        values.put("actions", actions.of(id));
        values.put("loop", loops.ofTrigger(id).orElse(null));
        values.put("asked", asked(id));
        values.put("previews", previews);
        values.put("edited", edited(id));
        values.put("moments", story.of(id));
        values.put("thinking", thinking.of(id));
        values.put("used", thinking.used(id));
        values.put(
                "ruleable",
                actions.of(id).stream().anyMatch(Action::isProposed)
                        && !RuleDraft.steps(actions.of(id)).isEmpty());
        return pages.show("trigger", id, "work", values);
    }

    /** Settles an action whose outcome is not known. */
    @PostMapping("/actions/{id}/resolve")
    String resolve(@PathVariable String id, @RequestParam String outcome) {
        resolver.resolve(id, outcome, Map.of());
        return actions.find(id)
                .map(Action::triggerId)
                .map(trigger -> "redirect:/triggers/" + trigger)
                .orElse("redirect:/");
    }

    /** Runs finished work again as a new trigger: all of it, or what was not done. */
    @PostMapping("/triggers/{id}/again")
    String runAgain(@PathVariable String id, @RequestParam(defaultValue = "all") String from) {
        return "redirect:/triggers/" + again.run(id, from.equals("failed"));
    }

    /** What was asked of the steps that were approved with changes, by action. */
    private Map<String, ApprovalRequest> edited(String triggerId) {
        Map<String, ApprovalRequest> edited = new HashMap<>();
        actions.of(triggerId).forEach(action -> approvals
                .ofAction(action.actionId())
                .filter(ApprovalRequest::isEdited)
                .ifPresent(request -> edited.put(action.actionId(), request)));
        return edited;
    }

    /** The open requests of this work. */
    private List<ApprovalRequest> asked(String triggerId) {
        return actions.of(triggerId).stream()
                .filter(action -> action.state() == ActionState.AWAITING_APPROVAL)
                .flatMap(action -> approvals.ofAction(action.actionId()).stream())
                .filter(ApprovalRequest::isPending)
                .toList();
    }
}

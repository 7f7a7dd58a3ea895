package io.goldtier.console;

import io.goldtier.approval.ApprovalRequest;
import io.goldtier.approval.Approvals;
import io.goldtier.approval.Budgets;
import io.goldtier.connector.Servers;
import io.goldtier.settings.Settings;
import io.goldtier.skill.Quotas;
import io.goldtier.skill.Systems;
import io.goldtier.trigger.Action;
import io.goldtier.trigger.ActionState;
import io.goldtier.trigger.Actions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /}: what needs a person, what came in, how much of the quotas is left, how the outside systems are. */
@Controller
class DeskPage {

    private static final int RECENT = 12;
    private static final int UNSETTLED = 20;

    private final Pages pages;
    private final WorkList work;
    private final Actions actions;
    private final Inbox inbox;
    private final Approvals approvals;
    private final Budgets budgets;
    private final Quotas quotas;
    private final Servers servers;
    private final Systems systems;
    private final Settings settings;

    DeskPage(
            Pages pages,
            WorkList work,
            Actions actions,
            Inbox inbox,
            Approvals approvals,
            Budgets budgets,
            Quotas quotas,
            Servers servers,
            Systems systems,
            Settings settings) {
        this.pages = pages;
        this.work = work;
        this.actions = actions;
        this.inbox = inbox;
        this.approvals = approvals;
        this.budgets = budgets;
        this.quotas = quotas;
        this.servers = servers;
        this.systems = systems;
        this.settings = settings;
    }

    @GetMapping("/")
    ResponseEntity<String> desk() {
        List<Action> doubts = actions.inState(ActionState.IN_DOUBT, UNSETTLED);
        List<ApprovalRequest> asked = approvals.list("pending", null, UNSETTLED);
        Set<String> waiting = new HashSet<>();
        doubts.forEach(action -> waiting.add(action.actionId()));
        asked.forEach(request -> waiting.add(request.actionId()));
        Map<String, Object> values = new HashMap<>();
        values.put("doubts", doubts);
        values.put("asked", asked);
        values.put("alerts", inbox.alerts(waiting));
        values.put("budgets", budgets.usage());
        values.put("recent", work.find(null, null, 0, RECENT));
        values.put("counts", work.counts());
        values.put("quotas", quotas.usage());
        values.put("servers", servers.all());
        values.put("troubles", systems.troubles());
        values.put("vault", settings.vault().toString());
        return pages.show("desk", "Desk", "desk", values);
    }

    /** Files an alert away. */
    @PostMapping("/alerts/dismiss")
    String dismiss(@RequestParam String file) {
        inbox.dismiss(file);
        return "redirect:/";
    }
}

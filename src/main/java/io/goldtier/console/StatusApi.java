package io.goldtier.console;

import io.goldtier.approval.ApprovalRequest;
import io.goldtier.approval.Approvals;
import io.goldtier.approval.Budgets;
import io.goldtier.audit.Redaction;
import io.goldtier.connector.Servers;
import io.goldtier.settings.Settings;
import io.goldtier.skill.Quotas;
import io.goldtier.skill.Systems;
import io.goldtier.store.Times;
import io.goldtier.trigger.Action;
import io.goldtier.trigger.ActionState;
import io.goldtier.trigger.Actions;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/status}: everything at a glance. */
@RestController
class StatusApi {

    private static final int SHOWN = 50;

    private final Settings settings;
    private final WorkList work;
    private final Actions actions;
    private final Inbox inbox;
    private final Approvals approvals;
    private final Budgets budgets;
    private final Quotas quotas;
    private final Servers servers;
    private final Systems systems;

    StatusApi(
            Settings settings,
            WorkList work,
            Actions actions,
            Inbox inbox,
            Approvals approvals,
            Budgets budgets,
            Quotas quotas,
            Servers servers,
            Systems systems) {
        this.settings = settings;
        this.work = work;
        this.actions = actions;
        this.inbox = inbox;
        this.approvals = approvals;
        this.budgets = budgets;
        this.quotas = quotas;
        this.servers = servers;
        this.systems = systems;
    }

    @GetMapping("/api/status")
    ResponseEntity<String> status() {
        List<Action> doubts = actions.inState(ActionState.IN_DOUBT, SHOWN);
        List<ApprovalRequest> asked = approvals.list("pending", null, SHOWN);
        Set<String> waiting = new HashSet<>();
        doubts.forEach(action -> waiting.add(action.actionId()));
        asked.forEach(request -> waiting.add(request.actionId()));
        List<Inbox.Alert> alerts = inbox.alerts(waiting);
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("mode", settings.mode().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        status.put("vault", settings.vault().toString());
        status.put("waiting_for_you", work.waiting() + alerts.size());
        status.put(
                "approvals",
                asked.stream().map(request -> Redaction.mask(request.toMap())).toList());
        status.put(
                "in_doubt",
                doubts.stream()
                        .map(action -> Redaction.mask(TriggerView.step(action)))
                        .toList());
        status.put("alerts", alerts.stream().map(StatusApi::alert).toList());
        status.put("triggers", work.counts());
        status.put("loops", work.loopCounts());
        status.put("quotas", quotas.usage().stream().map(StatusApi::quota).toList());
        status.put(
                "systems", systems.troubles().stream().map(StatusApi::trouble).toList());
        status.put("servers", servers.all());
        return Reply.ok(status);
    }

    private static Map<String, Object> alert(Inbox.Alert alert) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("file", "Inbox/" + alert.file());
        map.put("severity", alert.severity());
        map.put("title", alert.title());
        map.put("trigger_id", alert.triggerId());
        return map;
    }

    private static Map<String, Object> quota(Quotas.Usage usage) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("quota", usage.name());
        map.put("requests", usage.requests());
        map.put("limit", usage.limit());
        map.put("window_reset", Times.text(usage.windowReset()));
        return map;
    }

    private static Map<String, Object> budget(Budgets.Usage usage) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("skill", usage.skill());
        map.put("per", usage.period());
        map.put("count", usage.count());
        map.put("count_limit", usage.countLimit() < 0 ? null : usage.countLimit());
        map.put("amount", usage.amount());
        map.put("amount_limit", usage.amountLimit());
        map.put("currency", usage.currency());
        return map;
    }

    private static Map<String, Object> trouble(Systems.Trouble trouble) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("system", trouble.system());
        map.put("state", trouble.state());
        map.put("since", Times.text(trouble.since()));
        map.put("message", trouble.message());
        return map;
    }
}

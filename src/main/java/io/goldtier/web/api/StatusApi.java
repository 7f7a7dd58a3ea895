package io.goldtier.web.api;

import io.goldtier.approval.policy.Budgets;
import io.goldtier.audit.Redaction;
import io.goldtier.outside.health.Servers;
import io.goldtier.report.Inbox;
import io.goldtier.report.NeedsYou;
import io.goldtier.report.OwnTroubles;
import io.goldtier.settings.Settings;
import io.goldtier.skill.system.Quotas;
import io.goldtier.skill.system.Systems;
import io.goldtier.store.Times;
import io.goldtier.vault.Vault;
import io.goldtier.web.answer.Reply;
import io.goldtier.web.work.WorkList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/status}: everything at a glance. */
@RestController
class StatusApi {

    private final Settings settings;
    private final Vault vault;
    private final WorkList work;
    private final NeedsYou needsYou;
    private final Budgets budgets;
    private final Quotas quotas;
    private final Servers servers;

    StatusApi(
            Settings settings,
            Vault vault,
            WorkList work,
            NeedsYou needsYou,
            Budgets budgets,
            Quotas quotas,
            Servers servers) {
        this.settings = settings;
        this.vault = vault;
        this.work = work;
        this.needsYou = needsYou;
        this.budgets = budgets;
        this.quotas = quotas;
        this.servers = servers;
    }

    @GetMapping("/api/status")
    ResponseEntity<String> status(@RequestParam(required = false) Integer limit) {
        int each = Reply.limit(limit);
        NeedsYou.Picture picture =
                needsYou.now(limit == null ? NeedsYou.Shown.of(each) : new NeedsYou.Shown(each, each));
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("mode", settings.mode().word());
        status.put("vault", settings.vault().toString());
        status.put("stopped", vault.isStopped());
        status.put("waiting_for_you", work.waiting() + picture.alerts().number());
        status.put("troubles", picture.own().stream().map(StatusApi::trouble).toList());
        status.put(
                "approvals",
                picture.asked().shown().stream()
                        .map(request -> Redaction.mask(request.toMap()))
                        .toList());
        status.put("more_approvals", picture.asked().more());
        status.put(
                "in_doubt",
                picture.doubts().shown().stream()
                        .map(action -> Redaction.mask(TriggerView.step(action)))
                        .toList());
        status.put("more_in_doubt", picture.doubts().more());
        status.put(
                "alerts",
                picture.alerts().shown().stream().map(StatusApi::alert).toList());
        status.put("more_alerts", picture.alerts().more());
        status.put("triggers", work.counts());
        status.put("loops", work.loopCounts());
        status.put("quotas", quotas.usage().stream().map(StatusApi::quota).toList());
        status.put("budgets", budgets.usage().stream().map(StatusApi::budget).toList());
        status.put(
                "systems", picture.troubles().stream().map(StatusApi::trouble).toList());
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
        map.put("waiting", usage.waiting());
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

    private static Map<String, Object> trouble(OwnTroubles.Trouble trouble) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("part", trouble.part());
        map.put("stops_all", trouble.stopsAll());
        map.put("message", trouble.message());
        return map;
    }

    private static Map<String, Object> trouble(Systems.Trouble trouble) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("system", trouble.system());
        map.put("state", trouble.word());
        map.put("since", Times.text(trouble.since()));
        map.put("message", trouble.message());
        return map;
    }
}

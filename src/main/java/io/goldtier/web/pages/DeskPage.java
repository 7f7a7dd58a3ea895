package io.goldtier.web.pages;

import io.goldtier.approval.Previews;
import io.goldtier.approval.policy.Budgets;
import io.goldtier.outside.health.Servers;
import io.goldtier.report.Inbox;
import io.goldtier.report.NeedsYou;
import io.goldtier.report.Planned;
import io.goldtier.settings.Settings;
import io.goldtier.skill.system.Quotas;
import io.goldtier.web.answer.Problem;
import io.goldtier.web.work.WorkList;
import java.util.HashMap;
import java.util.Map;
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
    private final NeedsYou needsYou;
    private final Previews previews;
    private final Inbox inbox;
    private final Budgets budgets;
    private final Quotas quotas;
    private final Planned planned;
    private final Servers servers;
    private final Settings settings;

    DeskPage(
            Pages pages,
            WorkList work,
            NeedsYou needsYou,
            Previews previews,
            Inbox inbox,
            Budgets budgets,
            Quotas quotas,
            Planned planned,
            Servers servers,
            Settings settings) {
        this.pages = pages;
        this.work = work;
        this.needsYou = needsYou;
        this.previews = previews;
        this.inbox = inbox;
        this.budgets = budgets;
        this.quotas = quotas;
        this.planned = planned;
        this.servers = servers;
        this.settings = settings;
    }

    @GetMapping("/")
    ResponseEntity<String> desk() {
        NeedsYou.Picture picture = needsYou.now(NeedsYou.Shown.of(UNSETTLED));
        Map<String, Object> values = new HashMap<>();
        values.put("own", picture.own());
        values.put("doubts", picture.doubts());
        values.put("asked", picture.asked());
        values.put("previews", previews);
        values.put("alerts", picture.alerts());
        values.put("budgets", budgets.usage());
        values.put("recent", work.find(null, null, 0, RECENT));
        values.put("counts", work.counts());
        values.put("quotas", quotas.usage());
        values.put("planned", planned.next(0, UNSETTLED));
        values.put("servers", servers.all());
        values.put("troubles", picture.troubles());
        values.put("vault", settings.vault().toString());
        return pages.show("desk", "Desk", "desk", values);
    }

    /** Files an alert away. */
    @PostMapping("/alerts/dismiss")
    String dismiss(@RequestParam String file) {
        try {
            inbox.dismiss(file);
        } catch (IllegalArgumentException e) {
            throw new Problem(422, e.getMessage(), "file");
        }
        return "redirect:/";
    }
}

package io.goldtier.web.figures;

import io.goldtier.json.Plain;
import io.goldtier.report.briefing.Briefings;
import io.goldtier.report.chart.BarList;
import io.goldtier.report.figures.Books;
import io.goldtier.report.figures.BriefingWeek;
import io.goldtier.report.figures.Figures;
import io.goldtier.skill.system.Quotas;
import io.goldtier.web.pages.Pages;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** {@code /figures}: work by day, what was waited for, money by week, quotas, drawn. */
@Controller
class FiguresPage {

    private final Pages pages;
    private final Figures figures;
    private final Briefings briefings;
    private final Quotas quotas;

    FiguresPage(Pages pages, Figures figures, Briefings briefings, Quotas quotas) {
        this.pages = pages;
        this.figures = figures;
        this.briefings = briefings;
        this.quotas = quotas;
    }

    @GetMapping("/figures")
    ResponseEntity<String> figures() {
        BriefingWeek now = briefings.week(null);
        BriefingWeek before = new BriefingWeek(now.monday().minusWeeks(1));
        Map<String, Object> work = figures.work(now);
        List<Map<String, Object>> days =
                new ArrayList<>(Books.rows(figures.work(before).get("work_days")));
        days.addAll(Books.rows(work.get("work_days")));
        Optional<BriefingView> last =
                briefings.list(null, 1).stream().findFirst().map(BriefingView::new);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("days", BriefingView.days(days));
        values.put("waiting", new BriefingView(work).waitingChart());
        values.put(
                "weeks",
                last.filter(BriefingView::isKnown).map(BriefingView::weeksChart).orElse(""));
        values.put("week", last.map(BriefingView::week).orElse(""));
        values.put("quotas", quotas());
        return pages.show("figures", "Figures", "figures", values);
    }

    private String quotas() {
        return BarList.draw(
                "Use of quotas, in percent",
                quotas.usage().stream()
                        .map(usage -> new BarList.Bar(
                                usage.name(),
                                100.0 * usage.requests() / usage.limit(),
                                Plain.number(usage.requests()) + " of " + Plain.number(usage.limit())))
                        .toList(),
                100);
    }
}

package io.goldtier.report.briefing;

import io.goldtier.audit.AuditEntry;
import io.goldtier.audit.AuditLog;
import io.goldtier.audit.Status;
import io.goldtier.json.Plain;
import io.goldtier.outbox.Alerts;
import io.goldtier.outbox.Outbox;
import io.goldtier.report.figures.BriefingWeek;
import io.goldtier.report.figures.Figures;
import io.goldtier.settings.Settings;
import io.goldtier.skill.SkillCalls;
import io.goldtier.skill.system.Systems;
import io.goldtier.store.Store;
import io.goldtier.vault.Alert;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/**
 * The CEO briefings: which are due, what is asked of Odoo for one, and how it is kept.
 *
 * <p>A briefing of a week that has ended is never written over. When the same week is asked for again and the same is told,
 * it stays as it is; when something is told otherwise, because the books were changed, there is a new revision that names
 * the difference. Until then, and as long as Odoo could not be asked, it is written anew in its place.
 */
@Component("briefings")
public class Briefings {

    /** How many weeks before the week are looked at, too. */
    private static final int WEEKS_BEFORE = 12;

    /** The time between two tries to complete what Odoo's absence left open. */
    private static final Duration PAUSE = Duration.ofMinutes(5);

    private final Figures figures;
    private final BriefingStore kept;
    private final Store store;
    private final Outbox outbox;
    private final Alerts alerts;
    private final AuditLog log;
    private final BriefingSettings settings;
    private final Clock clock;
    private final ZoneId zone;
    private volatile Instant lastTry;

    Briefings(
            Figures figures,
            BriefingStore kept,
            Store store,
            Systems systems,
            Outbox outbox,
            Alerts alerts,
            AuditLog log,
            BriefingSettings settings,
            Settings common,
            Clock clock) {
        this.figures = figures;
        this.kept = kept;
        this.store = store;
        systems.onWell((tx, system) -> {
            if (system.equals("odoo")) {
                lastTry = null;
            }
        });
        this.outbox = outbox;
        this.alerts = alerts;
        this.log = log;
        this.settings = settings;
        this.clock = clock;
        this.zone = common.zone();
    }

    /**
     * The week that is meant by this text, or the present one.
     *
     * @throws IllegalArgumentException when it is no week, or one that has not begun
     */
    public BriefingWeek week(String text) {
        BriefingWeek now = BriefingWeek.of(clock.instant(), zone);
        BriefingWeek week = text == null ? now : BriefingWeek.parse(text);
        if (week.monday().isAfter(now.monday())) {
            throw new IllegalArgumentException(
                    "week must not lie in the future, was: " + week + "; the present one is " + now);
        }
        return week;
    }

    /** The weeks, as text, whose Sunday night has passed without a briefing, and those that can now be completed. */
    public List<String> due() {
        Instant now = clock.instant();
        List<String> due = new ArrayList<>();
        for (BriefingWeek week = BriefingWeek.of(kept.since(now), zone);
                !week.due(zone).isAfter(now);
                week = week.next()) {
            BriefingWeek each = week;
            if (kept.latest(week.text())
                    .filter(last -> !last.asOf().isBefore(each.due(zone)))
                    .isEmpty()) {
                due.add(week.text());
            }
        }
        if (lastTry == null || !now.isBefore(lastTry.plus(PAUSE))) {
            kept.incomplete().stream().filter(week -> !due.contains(week)).forEach(due::add);
        }
        return due;
    }

    /** What the skill {@code odoo_week_books} is asked. */
    public Map<String, Object> order(@Variable("week") String week) {
        lastTry = clock.instant();
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("week_start", week(week).monday().toString());
        order.put("weeks_before", WEEKS_BEFORE);
        order.put("projects", figures.projects());
        return order;
    }

    /** Writes the briefing with what Odoo says; gives the document. */
    public Map<String, Object> write(@Variable("week") String week, @Body Map<String, Object> books) {
        return write(week(week), books, null);
    }

    /** Writes it without, because Odoo could not be asked. */
    public Map<String, Object> without(@Variable("week") String week, @ExchangeException Exception problem) {
        String sentence = problem instanceof SkillCalls.NotDone notDone
                ? notDone.outcome().sentence()
                : Plain.problem(problem) + ".";
        return write(week(week), Map.of(), sentence);
    }

    private synchronized Map<String, Object> write(BriefingWeek week, Map<String, Object> books, String problem) {
        BriefingStore.Kept last = kept.latest(week.text()).orElse(null);
        boolean settled = last != null && last.complete() && !last.asOf().isBefore(week.due(zone));
        boolean over = settled && !last.asOf().isBefore(week.end(zone));
        if (settled && problem != null) {
            return last.document();
        }
        Map<String, Object> document = figures.document(week, books, problem, over ? last.document() : null);
        int revision = last == null ? 1 : last.revision();
        if (settled) {
            List<String> changes = Changes.between(last.document(), document);
            if (changes.isEmpty()) {
                return last.document();
            }
            revision++;
            document.put("changes", changes);
        } else if (last != null) {
            carryOver(last, document, problem);
        }
        document.put("revision", revision);
        document.put("status", problem == null ? "complete" : "incomplete");
        document.put("file", "Briefings/" + week.id() + ".md");
        keep(week, revision, document, problem == null);
        return document;
    }

    /** What was known of the money before stays known while Odoo is away. */
    private static void carryOver(BriefingStore.Kept last, Map<String, Object> document, String problem) {
        boolean known = ((Map<?, ?>) last.document().get("revenue")).get("total") != null;
        if (problem != null && known) {
            for (String part :
                    List.of("revenue", "expenses", "profit", "currency", "weeks", "subscriptions", "summary")) {
                document.put(part, last.document().get(part));
            }
            Map<String, Object> odoo = new LinkedHashMap<>();
            ((Map<?, ?>) last.document().get("odoo")).forEach((name, value) -> odoo.put(String.valueOf(name), value));
            odoo.put("problem", problem);
            odoo.putIfAbsent("asked", last.document().get("generated"));
            document.put("odoo", odoo);
        } else if (problem == null && !last.complete()) {
            document.put("completed_later", document.get("generated"));
        }
    }

    private void keep(BriefingWeek week, int revision, Map<String, Object> document, boolean complete) {
        Instant asOf = Instant.parse(String.valueOf(document.get("as_of")));
        BriefingStore.Kept fresh = new BriefingStore.Kept(
                week.text(),
                revision,
                asOf,
                Instant.parse(String.valueOf(document.get("generated"))),
                complete,
                document,
                BriefingMarkdown.of(document));
        boolean mailed = settings.mail() && !asOf.isBefore(week.due(zone));
        AuditEntry entry = AuditEntry.of("write_briefing", "ceo_briefing", Status.SUCCESS)
                .detail("briefing_id", week.id())
                .detail("revision", revision)
                .detail("complete", complete)
                .detail("revenue", ((Map<?, ?>) document.get("revenue")).get("total"))
                .detail("expenses", ((Map<?, ?>) document.get("expenses")).get("total"))
                .detail("profit", document.get("profit"));
        Optional<Alert> difference = difference(week, document, complete);
        store.commit(tx -> {
            BriefingStore.keep(tx, fresh, mailed ? clock.instant() : null);
            outbox.put(tx, BriefingFile.KIND, week.text(), Map.of());
            log.append(tx, entry);
            difference.ifPresent(alert -> alerts.stands(tx, "briefing-" + week.text(), alert));
            return null;
        });
    }

    private static Optional<Alert> difference(BriefingWeek week, Map<String, Object> document, boolean complete) {
        Map<?, ?> odoo = (Map<?, ?>) document.get("odoo");
        if (!complete || Boolean.TRUE.equals(odoo.get("verified"))) {
            return Optional.empty();
        }
        return Optional.of(Alert.of(
                        Alert.Severity.WARNING,
                        "odoo",
                        "Briefing " + week.id() + " differs from Odoo",
                        "Odoo's own totals of the week are " + odoo.get("revenue") + " revenue and "
                                + odoo.get("expenses")
                                + " expenses; its lines add up to " + ((Map<?, ?>) document.get("revenue")).get("total")
                                + " and " + ((Map<?, ?>) document.get("expenses")).get("total") + ".")
                .done("The briefing was written and says so.")
                .choice("Write it again, in case the books were being changed: `./goldtier briefing --week "
                        + week.text() + "`"));
    }

    /** The document of this id, in its last revision. */
    public Optional<Map<String, Object>> find(String id) {
        return kept(id).map(BriefingStore.Kept::document);
    }

    /** The note of this id, in its last revision. */
    public Optional<String> markdown(String id) {
        return kept(id).map(BriefingStore.Kept::markdown);
    }

    private Optional<BriefingStore.Kept> kept(String id) {
        return id.startsWith("CEO-") ? kept.latest(id.substring("CEO-".length())) : Optional.empty();
    }

    /**
     * Documents, the newest week first.
     *
     * @param before only those of weeks before the one with this id; null for the newest
     */
    public List<Map<String, Object>> list(String before, int limit) {
        String week = before == null ? null : before.replaceFirst("^CEO-", "");
        return kept.list(week, limit).stream().map(BriefingStore.Kept::document).toList();
    }

    /** The ids of all, oldest first. */
    public List<String> ids() {
        return kept.weeks().stream().map(week -> "CEO-" + week).toList();
    }
}

package io.goldtier.report.figures;

import io.goldtier.handbook.Goals;
import io.goldtier.handbook.GoalsFile;
import io.goldtier.outside.health.Servers;
import io.goldtier.settings.Settings;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Puts a briefing together: a map in the attributes of the data model, with what else is worth telling. */
@Component
public class Figures {

    /** What health says of a key, a token or a version of an interface that ends. */
    private static final Pattern EXPIRES = Pattern.compile("(?i)\\bexpires?\\b|\\bend(s|ed) on\\b|\\buntil \\d");

    private final WorkOfWeek work;
    private final OpenMatters matters;
    private final GoalsFile goals;
    private final Servers servers;
    private final Clock clock;
    private final ZoneId zone;

    Figures(WorkOfWeek work, OpenMatters matters, GoalsFile goals, Servers servers, Settings settings, Clock clock) {
        this.work = work;
        this.matters = matters;
        this.goals = goals;
        this.servers = servers;
        this.clock = clock;
        this.zone = settings.zone();
    }

    /** The projects of the goals, by name. */
    public List<String> projects() {
        return goals.now().projects().stream()
                .map(Goals.Project::name)
                .distinct()
                .limit(200)
                .toList();
    }

    /** The moment that a briefing of this week shows: its end, or now while it goes on. */
    public Instant asOf(BriefingWeek week) {
        Instant now = clock.instant();
        return now.isBefore(week.end(zone)) ? now : week.end(zone);
    }

    /**
     * The document.
     *
     * @param books what {@code odoo_week_books} gave; empty when Odoo could not be asked
     * @param problem why it could not, or null
     * @param frozen a document of the same week whose part about work stays as it is, or null
     */
    public Map<String, Object> document(
            BriefingWeek week, Map<String, Object> books, String problem, Map<String, Object> frozen) {
        Instant asOf = frozen == null ? asOf(week) : Instant.parse(String.valueOf(frozen.get("as_of")));
        Goals wanted = goals.now();
        Picture picture = new Picture(
                week,
                asOf,
                zone,
                new Books(books),
                frozen == null ? work.read(week, asOf, wanted) : frozen,
                wanted,
                matters.of(week, asOf),
                frozen == null ? warnings() : List.of());
        return compose(picture, problem, clock.instant().truncatedTo(ChronoUnit.SECONDS));
    }

    /** What our own store knows of a week's work: {@code work_days}, {@code waiting_hours}, {@code task_summary}, … */
    public Map<String, Object> work(BriefingWeek week) {
        return work.read(week, asOf(week), goals.now());
    }

    private List<String> warnings() {
        return servers.all().stream()
                .filter(server -> "active".equals(server.get("status")) && server.get("message") != null)
                .map(server -> String.valueOf(server.get("message")))
                .filter(message -> EXPIRES.matcher(message).find())
                .distinct()
                .toList();
    }

    private static Map<String, Object> compose(Picture picture, String problem, Instant generated) {
        Books books = picture.books();
        List<Map<String, Object>> subscriptions = SubscriptionAudit.of(picture);
        Map<String, Object> goals = GoalsCheck.of(picture, subscriptions);
        BigDecimal revenue = books.amount("revenue");
        BigDecimal expenses = books.amount("expenses");
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("briefing_id", picture.week().id());
        document.put("week_start", picture.week().monday().toString());
        document.put("week_end", picture.week().sunday().toString());
        document.put("generated", generated.toString());
        document.put("revenue", revenue(books, revenue));
        document.put("expenses", expenses(books, expenses));
        document.put("profit", revenue == null ? null : revenue.subtract(expenses));
        document.put("bottlenecks", picture.work().get("bottlenecks"));
        document.put("task_summary", picture.work().get("task_summary"));
        document.put("insights", Insights.of(picture, goals, subscriptions));
        document.put("summary", Summary.of(picture));
        document.put("currency", picture.currency());
        document.put("as_of", picture.asOf().toString());
        document.put("time_zone", picture.zone().getId());
        document.put("odoo", odoo(books, problem));
        document.put("goals", goals);
        document.put("subscriptions", subscriptions);
        document.put("weeks", books.rows("weeks"));
        document.put("bottlenecks_left_out", picture.work().get("bottlenecks_left_out"));
        document.put("waiting_hours", picture.work().get("waiting_hours"));
        document.put("work_days", picture.work().get("work_days"));
        return document;
    }

    private static Map<String, Object> revenue(Books books, BigDecimal total) {
        List<Map<String, Object>> rows = books.rows("revenue_rows");
        Map<String, Object> revenue = new LinkedHashMap<>();
        revenue.put("total", total);
        revenue.put("by_client", Books.by(rows, "client"));
        revenue.put("by_project", Books.by(rows, "project"));
        revenue.put("rows", rows);
        return revenue;
    }

    private static Map<String, Object> expenses(Books books, BigDecimal total) {
        Map<String, Object> expenses = new LinkedHashMap<>();
        expenses.put("total", total);
        expenses.put("by_category", Books.by(books.rows("expense_rows"), "category"));
        return expenses;
    }

    private static Map<String, Object> odoo(Books books, String problem) {
        Map<String, Object> odoo = new LinkedHashMap<>();
        odoo.put("known", books.isKnown());
        odoo.put("problem", problem);
        odoo.put("verified", books.isVerified());
        odoo.put("revenue", books.amount("odoo_revenue"));
        odoo.put("expenses", books.amount("odoo_expenses"));
        odoo.put("companies", books.figures().get("companies"));
        odoo.put("other_currencies", books.rows("other_currencies"));
        odoo.put("foreign_lines", books.figures().get("foreign_lines"));
        odoo.put("statement", books.rows("statement"));
        return odoo;
    }
}

package io.goldtier.route;

import io.goldtier.outbox.Alerts;
import io.goldtier.report.Inbox;
import io.goldtier.vault.Alert;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * The route files that are not in effect as they are, for people to see: an alert for each, which is filed away when the
 * file is good again, and a part of the health.
 */
@Component("routeFilesHealthIndicator")
class RouteProblems implements HealthIndicator {

    private static final String TITLE = "Route file refused: ";

    /** So many times after a change the inbox is looked through. */
    private static final int LOOKS = 20;

    private final Alerts alerts;
    private final Inbox inbox;
    private final Map<String, RouteProblem> told = new HashMap<>();
    private int looks;
    private volatile Map<String, RouteProblem> now = Map.of();

    RouteProblems(Alerts alerts, Inbox inbox) {
        this.alerts = alerts;
        this.inbox = inbox;
    }

    Map<String, RouteProblem> all() {
        return now;
    }

    void set(Map<String, RouteProblem> problems) {
        now = Map.copyOf(problems);
    }

    /**
     * Tells people what is new.
     *
     * @param inEffect the files of which some version is in effect
     */
    void tell(Collection<String> inEffect) {
        now.forEach((file, problem) -> {
            if (!problem.equals(told.put(file, problem)) && !inbox.hasTitled(title(problem))) {
                alerts.raise(Alert.of(Alert.Severity.WARNING, "routes", title(problem), problem.toString())
                        .choice(
                                inEffect.contains(file)
                                        ? "Nothing is lost: its last good version goes on."
                                        : "Nothing of it is in effect until it is mended.")
                        .choice(
                                "Mend the file; ./goldtier check says whether it is in order, and this note goes away by"
                                        + " itself."));
            }
        });
        told.keySet().retainAll(now.keySet());
        looks = LOOKS;
    }

    /** Takes back what is over; more than once, since a note may come into the inbox only after its file was mended. */
    void takeBack() {
        if (looks > 0) {
            looks--;
            List<String> open = now.values().stream().map(RouteProblems::title).toList();
            inbox.dismissTitled(TITLE, title -> !open.contains(title));
        }
    }

    /** Another fault of the same file has another title. */
    private static String title(RouteProblem problem) {
        return TITLE + problem.file() + " (line " + problem.place().line() + ")";
    }

    @Override
    public Health health() {
        Health.Builder health = now.isEmpty() ? Health.up() : Health.down();
        now.forEach((file, problem) -> health.withDetail(file, problem.toString()));
        return health.build();
    }
}

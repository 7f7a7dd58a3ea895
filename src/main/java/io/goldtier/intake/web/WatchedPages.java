package io.goldtier.intake.web;

import io.goldtier.store.Store;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * What the watched pages said when they were last looked at. A change is remembered only when it has become work, so that one
 * that a crash cuts off is found again, and recognised if it was kept.
 */
@Component("watchedPages")
class WatchedPages {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedPages.class);
    private static final String TEMPLATE = "web-watch";

    private final WatchSettings settings;
    private final WebOrigin origin;
    private final CamelContext camel;
    private final Store store;
    private final Clock clock;

    WatchedPages(WatchSettings settings, WebOrigin origin, CamelContext camel, Store store, Clock clock) {
        this.settings = settings;
        this.origin = origin;
        this.camel = camel;
        this.store = store;
        this.clock = clock;
    }

    /** A route for each, of the template in the route files. */
    @EventListener(ApplicationReadyEvent.class)
    void start() {
        settings.watches().forEach((name, watch) -> {
            try {
                TemplatedRouteBuilder.builder(camel, TEMPLATE)
                        .routeId(TEMPLATE + "-" + name)
                        .parameter("watch", name)
                        .parameter("every", String.valueOf(watch.every().toMillis()))
                        .add();
                // What is added while the others are still being started is not among those that are started
                camel.getRouteController().startRoute(TEMPLATE + "-" + name);
            } catch (Exception e) {
                LOG.error("The page {} is not watched: {}", name, e.getMessage(), e);
            }
        });
    }

    /** The call that looks at a page. */
    public Map<String, Object> look(@Variable("watch") String name) {
        WatchSettings.Watch watch = settings.watches().get(name);
        return Map.of(
                "url", watch.url(),
                "selectors", Map.of("page", Map.of("selector", watch.selector(), "all", true)));
    }

    /**
     * What has changed since the last look, as a message that was taken; the first look only remembers. Leaves what the page says
     * now in the variable {@code now}.
     *
     * @return null when nothing has changed
     */
    public Object changed(@Variable("watch") String name, @Body Map<String, Object> looked, Exchange exchange) {
        List<?> parts = (List<?>) ((Map<?, ?>) looked.get("extracted_data")).get("page");
        String now = String.join("\n", parts.stream().map(String::valueOf).toList());
        exchange.setVariable("now", now);
        Optional<Seen> before = seen(name);
        if (before.isEmpty()) {
            kept(name, now);
            return null;
        }
        return before.get().words().equals(now)
                ? null
                : origin.take(
                        name,
                        before.get().changes() + 1,
                        settings.watches().get(name).url(),
                        Difference.of(before.get().words(), now));
    }

    private record Seen(String words, long changes) {}

    private Optional<Seen> seen(String name) {
        return store.read(tx -> tx.first(
                "SELECT words, changes FROM watched_pages WHERE name = ?",
                row -> new Seen(row.string("words"), row.longInt("changes")),
                name));
    }

    /** What was found has become work. */
    public void kept(@Variable("watch") String name, @Variable("now") String now) {
        store.commit(tx -> tx.update(
                "INSERT INTO watched_pages (name, words, changes, at) VALUES (?, ?, 0, ?)"
                        + " ON CONFLICT (name) DO UPDATE SET words = excluded.words,"
                        + " changes = watched_pages.changes + 1, at = excluded.at",
                name,
                now,
                clock.instant()));
    }
}

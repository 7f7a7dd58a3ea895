package io.goldtier.route;

import io.goldtier.audit.AuditEntry;
import io.goldtier.audit.AuditLog;
import io.goldtier.audit.Status;
import io.goldtier.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.stereotype.Component;

/**
 * Keeps the running routes as the route files are, from the start on: edited, added and removed files take effect within
 * seconds. A file that is not in order is refused with its reason, and its last good version stands in for it.
 */
@Component
public class RouteReload implements CamelContextConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(RouteReload.class);
    private static final long LOOK_MILLIS = 1_000;

    private final CamelContext camel;
    private final AuditLog log;
    private final RouteFolder folder;
    private final LastGood lastGood;
    private final RouteCheck check;
    private final RouteTrial trial;
    private final RouteProblems problems;
    private final String location;
    private final Map<String, RouteFile> loaded = new TreeMap<>();
    private Thread watcher;
    private volatile boolean stopping;

    RouteReload(
            CamelContext camel,
            Settings settings,
            ConfigurableEnvironment environment,
            AuditLog log,
            RouteProblems problems) {
        this.camel = camel;
        this.log = log;
        this.folder = new RouteFolder(settings.routes());
        this.location = "file:" + settings.routes() + "/";
        this.lastGood = new LastGood(settings.data());
        this.check = new RouteCheck(environment, camel.getRegistry());
        this.trial = new RouteTrial(camel, true);
        this.problems = problems;
    }

    /** The files that were refused and are not in effect as they are, each with the reason. */
    public Map<String, RouteProblem> problems() {
        return problems.all();
    }

    /** Gives Camel the files that are in order before it starts; a wrong setting of an outside system stops the start. */
    @Override
    public void beforeApplicationStart(CamelContext starting) {
        try {
            Map<String, String> tried = LastGood.ofThisBuild();
            RoutePlan plan = RoutePlan.of(
                    folder.read(),
                    lastGood.all(),
                    check,
                    file -> file.text().equals(tried.get(file.name())) ? Optional.empty() : trial.of(file));
            plan.problems().forEach((name, problem) -> {
                if (problem.aboutSetting() && !plan.inEffect().containsKey(name)) {
                    throw new IllegalArgumentException(problem.sentence());
                }
            });
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(plan.inEffect().values().stream()
                            .map(this::resource)
                            .toList());
            loaded.putAll(plan.inEffect());
            problems.set(plan.problems());
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("The route files could not be loaded: " + e.getMessage(), e);
        }
    }

    /** A route that does not start by itself is shown as stopped; Camel alone would not show it until it has run once. */
    @Override
    public void afterApplicationStart(CamelContext started) {
        ModelCamelContext model = (ModelCamelContext) started;
        try {
            for (RouteDefinition route : List.copyOf(model.getRouteDefinitions())) {
                if ("false".equals(route.getAutoStartup()) && started.getRoute(route.getRouteId()) == null) {
                    model.addRouteDefinition(route);
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException("A stopped route could not be shown: " + e.getMessage(), e);
        }
    }

    @EventListener(ApplicationReadyEvent.class)
    void ready() throws IOException {
        for (String name : lastGood.all().keySet()) {
            if (!loaded.containsKey(name)) {
                lastGood.forget(name);
            }
        }
        for (RouteFile file : loaded.values()) {
            lastGood.keep(file.name(), file.text());
        }
        check.settingsOfNobody(loaded.values()).forEach(LOG::warn);
        problems.all().values().forEach(this::tellRefused);
        problems.tell(loaded.keySet());
        watcher = new Thread(this::watch, "route-reload");
        watcher.setDaemon(true);
        watcher.start();
    }

    @EventListener(ContextClosedEvent.class)
    void stop() {
        stopping = true;
        if (watcher != null) {
            watcher.interrupt();
        }
    }

    private void watch() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(LOOK_MILLIS);
                if (folder.hasChanged()) {
                    apply();
                }
                problems.takeBack();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException | UncheckedIOException e) {
                LOG.warn("The route files cannot be read now: {}", e.getMessage());
            } catch (RuntimeException e) {
                if (stopping) {
                    return;
                }
                LOG.error("The route files could not be looked at", e);
            }
        }
    }

    private void apply() throws IOException {
        Map<String, String> good = new HashMap<>();
        loaded.forEach((name, file) -> good.put(name, file.text()));
        RoutePlan plan = RoutePlan.of(folder.read(), good, check, trial::of);
        Map<String, RouteProblem> wrong = new TreeMap<>(plan.problems());
        for (RouteFile former : List.copyOf(loaded.values())) {
            if (!plan.inEffect().containsKey(former.name())) {
                remove(former.routes().keySet(), former.beans());
                loaded.remove(former.name());
                lastGood.forget(former.name());
                if (!wrong.containsKey(former.name())) {
                    tell(former.name(), "removed");
                }
            }
        }
        for (RouteFile file : plan.inEffect().values()) {
            RouteFile former = loaded.get(file.name());
            if (former == null || !former.text().equals(file.text())) {
                replace(former, file, wrong);
            }
        }
        wrong.values().stream()
                .filter(problem -> !problem.equals(problems.all().get(problem.file())))
                .forEach(this::tellRefused);
        problems.set(wrong);
        problems.tell(loaded.keySet());
    }

    private void replace(RouteFile former, RouteFile file, Map<String, RouteProblem> wrong) throws IOException {
        try {
            load(file, former);
            loaded.put(file.name(), file);
            lastGood.keep(file.name(), file.text());
            tell(file.name(), former == null ? "added" : "changed");
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            wrong.put(file.name(), new CamelWords(file).problem(e));
            restore(file, former);
        }
    }

    private void load(RouteFile file, RouteFile former) throws Exception {
        List<Resource> resources = new ArrayList<>();
        resources.add(resource(file));
        if (file.sets()) {
            // What holds for all routes takes effect in each of them only when it is loaded again
            loaded.values().stream()
                    .filter(other -> !other.name().equals(file.name()))
                    .forEach(other -> resources.add(resource(other)));
        }
        // Camel shows a route's steps in JMX only if it is told that it is being set up, and does not tell itself when
        // it updates
        camel.getCamelContextExtension().setupRoutes(() -> {
            PluginHelper.getRoutesLoader(camel).updateRoutes(resources);
            return null;
        });
        if (former != null) {
            remove(missing(former.routes().keySet(), file.routes().keySet()), missing(former.beans(), file.beans()));
        }
    }

    private void restore(RouteFile refused, RouteFile former) {
        try {
            remove(refused.routes().keySet(), former == null ? refused.beans() : List.of());
            if (former != null) {
                load(former, null);
            }
        } catch (Exception e) {
            LOG.error("The former {} could not be put back", refused.name(), e);
        }
    }

    private void remove(Iterable<String> routes, List<String> beans) {
        for (String id : routes) {
            try {
                if (camel.getRoute(id) != null) {
                    camel.getRouteController().stopRoute(id);
                    camel.removeRoute(id);
                }
            } catch (Exception e) {
                LOG.error("The route {} could not be removed: {}", id, e.getMessage(), e);
            }
        }
        beans.forEach(bean -> camel.getRegistry().unbind(bean));
    }

    private void tell(String name, String what) {
        LOG.info("Routes: {} {}", name, what);
        log.submit(AuditEntry.of("reload_routes", "routes", Status.SUCCESS)
                .detail("file", name)
                .detail("what", what));
    }

    private void tellRefused(RouteProblem problem) {
        LOG.warn(
                "Routes: {} {}",
                problem,
                loaded.containsKey(problem.file())
                        ? "What it declared before goes on."
                        : "Nothing of it is in effect.");
        log.submit(AuditEntry.of("reload_routes", "routes", Status.FAILURE)
                .detail("file", problem.file())
                .detail("what", "refused")
                .error(problem.toString()));
    }

    private static List<String> missing(Iterable<String> before, java.util.Collection<String> now) {
        List<String> missing = new ArrayList<>();
        before.forEach(name -> {
            if (!now.contains(name)) {
                missing.add(name);
            }
        });
        return missing;
    }

    private Resource resource(RouteFile file) {
        return ResourceHelper.fromString(location + file.name(), file.text());
    }
}

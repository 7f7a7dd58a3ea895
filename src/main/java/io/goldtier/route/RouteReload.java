package io.goldtier.route;

import io.goldtier.audit.AuditEntry;
import io.goldtier.audit.AuditLog;
import io.goldtier.audit.Status;
import io.goldtier.outside.OutsideSystem;
import io.goldtier.settings.Settings;
import io.goldtier.skill.Skill;
import io.goldtier.skill.Skills;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Keeps the running routes as the route files are: edited, added and removed files take effect within seconds. A broken
 * file is refused with its reason, and what it declared before goes on running.
 */
@Component
public class RouteReload {

    private static final Logger LOG = LoggerFactory.getLogger(RouteReload.class);
    private static final long LOOK_MILLIS = 1_000;

    private final CamelContext camel;
    private final Path folder;
    private final AuditLog log;
    private final Skills skills;
    private final Map<Path, Loaded> loaded = new HashMap<>();
    private final Map<Path, Stamp> seen = new HashMap<>();
    private final Map<String, String> problems = new ConcurrentSkipListMap<>();
    private Thread watcher;

    RouteReload(CamelContext camel, Settings settings, AuditLog log, Skills skills) {
        this.camel = camel;
        this.folder = settings.routes();
        this.log = log;
        this.skills = skills;
    }

    private record Loaded(String text, RouteFile file) {}

    private record Stamp(long modified, long size) {}

    /** The files that were refused and are not in effect, each with the reason. */
    public Map<String, String> problems() {
        return Map.copyOf(problems);
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() throws IOException {
        for (Path file : files()) {
            String text = Files.readString(file);
            seen.put(file, stamp(file));
            loaded.put(file, new Loaded(text, RouteFile.read(file, text)));
        }
        watcher = new Thread(this::watch, "route-reload");
        watcher.setDaemon(true);
        watcher.start();
    }

    @EventListener(ContextClosedEvent.class)
    void stop() {
        if (watcher != null) {
            watcher.interrupt();
        }
    }

    private void watch() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(LOOK_MILLIS);
                look();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException | UncheckedIOException e) {
                LOG.warn("The route files in {} cannot be read now: {}", folder, e.getMessage());
            }
        }
    }

    private void look() throws IOException {
        List<Path> files = files();
        Set<Path> gone = new HashSet<>(seen.keySet());
        for (Path file : files) {
            gone.remove(file);
            Stamp stamp = stamp(file);
            if (!stamp.equals(seen.put(file, stamp))) {
                changed(file);
            }
        }
        for (Path file : gone) {
            seen.remove(file);
            problems.remove(name(file));
            Loaded before = loaded.remove(file);
            if (before != null) {
                remove(before.file().routes(), before.file().beans());
                tell(file, "removed", null);
            }
        }
    }

    private void changed(Path file) throws IOException {
        String text = Files.readString(file);
        Loaded before = loaded.get(file);
        if (before != null && before.text().equals(text)) {
            problems.remove(name(file));
            return;
        }
        RouteFile declared;
        try {
            declared = RouteFile.read(file, text);
            refuseForeign(file, declared);
            checkCards(declared);
        } catch (RuntimeException e) {
            refuse(file, e);
            return;
        }
        try {
            load(file, text, declared, before);
            loaded.put(file, new Loaded(text, declared));
            problems.remove(name(file));
            tell(file, before == null ? "added" : "changed", null);
        } catch (Exception e) {
            restore(file, declared, before);
            refuse(file, e);
        }
    }

    private void refuse(Path file, Exception e) {
        String reason = reason(e);
        problems.put(name(file), reason);
        tell(file, "refused", reason);
    }

    private void load(Path file, String text, RouteFile declared, Loaded before) throws Exception {
        List<Resource> resources = new ArrayList<>();
        resources.add(resource(file, text));
        if (declared.sets()) {
            // What holds for all routes takes effect in each of them only when it is loaded again
            loaded.forEach((other, content) -> {
                if (!other.equals(file)) {
                    resources.add(resource(other, content.text()));
                }
            });
        }
        PluginHelper.getRoutesLoader(camel).updateRoutes(resources);
        if (before != null) {
            remove(
                    missing(before.file().routes(), declared.routes()),
                    missing(before.file().beans(), declared.beans()));
        }
        for (String id : declared.routes()) {
            if (camel.getRoute(id) == null
                    || !camel.getRouteController().getRouteStatus(id).isStarted()) {
                throw new IllegalArgumentException("the route " + id + " did not start");
            }
        }
    }

    /** A bad card is found before anything that runs is touched. */
    private void checkCards(RouteFile declared) {
        declared.cards().forEach((name, card) -> {
            if (card.type().equals(Skill.class.getName())) {
                filled(new Skill(), "skill " + name, card).check(name, skills::system);
            } else {
                filled(new OutsideSystem(), "system " + name, card).check(name);
            }
        });
    }

    private <T> T filled(T target, String whose, RouteFile.Card card) {
        try {
            PropertyBindingSupport.build()
                    .withCamelContext(camel)
                    .withTarget(target)
                    .withProperties(new HashMap<>(card.properties()))
                    .withRemoveParameters(false)
                    .withMandatory(true)
                    .bind();
            return target;
        } catch (PropertyBindingException e) {
            throw new IllegalArgumentException(
                    "The card of " + whose + " is wrong: " + e.getPropertyName() + " cannot be " + e.getValue()
                            + "; docs/cards.md lists the properties and their values.",
                    e);
        }
    }

    /** A copy of a file must not take over the original's routes. */
    private void refuseForeign(Path file, RouteFile declared) {
        loaded.forEach((other, content) -> {
            if (!other.equals(file)) {
                declared.routes().stream()
                        .filter(content.file().routes()::contains)
                        .findFirst()
                        .ifPresent(id -> {
                            throw new IllegalArgumentException(
                                    "the route " + id + " is declared in " + name(other) + " already");
                        });
                declared.beans().stream()
                        .filter(content.file().beans()::contains)
                        .findFirst()
                        .ifPresent(bean -> {
                            throw new IllegalArgumentException(
                                    "the bean " + bean + " is declared in " + name(other) + " already");
                        });
            }
        });
    }

    private void restore(Path file, RouteFile refused, Loaded before) {
        try {
            remove(refused.routes(), before == null ? refused.beans() : List.of());
            if (before != null) {
                load(file, before.text(), before.file(), null);
            }
        } catch (Exception e) {
            LOG.error("The former {} could not be put back: {}", name(file), reason(e), e);
        }
    }

    private void remove(List<String> routes, List<String> beans) {
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

    private void tell(Path file, String what, String reason) {
        if (reason == null) {
            LOG.info("Routes: {} {}", name(file), what);
        } else {
            LOG.warn("Routes: {} was refused, what it declared before goes on: {}", name(file), reason);
        }
        AuditEntry entry = AuditEntry.of("reload_routes", "routes", reason == null ? Status.SUCCESS : Status.FAILURE)
                .detail("file", name(file))
                .detail("what", what);
        log.submit(reason == null ? entry : entry.error(reason));
    }

    private static List<String> missing(List<String> before, List<String> now) {
        return before.stream().filter(name -> !now.contains(name)).toList();
    }

    private static String reason(Exception e) {
        Throwable cause = e;
        while (!(cause instanceof IllegalArgumentException) && cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage())
                .lines()
                .findFirst()
                .orElse(cause.getClass().getSimpleName());
    }

    private Resource resource(Path file, String text) {
        return ResourceHelper.fromString("file:" + file, text);
    }

    private String name(Path file) {
        return folder.relativize(file).toString();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(RouteFile.SUFFIX))
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    private static Stamp stamp(Path file) throws IOException {
        return new Stamp(Files.getLastModifiedTime(file).toMillis(), Files.size(file));
    }
}

package io.goldtier.report;

import io.goldtier.audit.AuditLog;
import io.goldtier.settings.Settings;
import io.goldtier.store.Store;
import io.goldtier.vault.Folder;
import io.goldtier.vault.Vault;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.CamelContextHelper;
import org.springframework.stereotype.Component;

/**
 * What is wrong with what the assistant itself stands on. Without its store, its vault or its log nothing is done; where a
 * person has stopped routes, what goes through these stands still.
 */
@Component
public class OwnTroubles {

    private static final String ROUTES = "routes";

    private final Store store;
    private final Path data;
    private final Vault vault;
    private final AuditLog log;
    private final CamelContext camel;

    OwnTroubles(Store store, Settings settings, Vault vault, AuditLog log, CamelContext camel) {
        this.store = store;
        this.data = settings.data();
        this.vault = vault;
        this.log = log;
        this.camel = camel;
    }

    /**
     * A trouble of our own.
     *
     * @param part {@code store}, {@code vault}, {@code log} or {@code routes}
     * @param message what is wrong, and what to do
     */
    public record Trouble(String part, String message) {

        /** True when nothing at all is done meanwhile. */
        public boolean stopsAll() {
            return !part.equals(ROUTES);
        }
    }

    /** What is wrong now; empty when all is well. */
    public List<Trouble> now() {
        return Stream.of(
                        store().map(message -> new Trouble("store", message)),
                        vault().map(message -> new Trouble("vault", message)),
                        log.trouble().map(message -> new Trouble("log", message)),
                        routes().map(message -> new Trouble(ROUTES, message)))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Why the store cannot be written, or empty; on a full disk what needs no room is still written now and then. */
    Optional<String> store() {
        return Optional.ofNullable(store.trouble()).or(() -> full("data folder", data));
    }

    /** Why the vault cannot be written, or empty. */
    Optional<String> vault() {
        for (Folder folder : Folder.values()) {
            if (!Files.isWritable(vault.folder(folder))) {
                return Optional.of("The folder " + vault.folder(folder) + " cannot be written.");
            }
        }
        return full("vault", vault.root());
    }

    /** The routes that are not running and should be, in the order of their names. */
    List<String> stoppedRoutes() {
        return camel.getRoutes().stream()
                .map(Route::getRouteId)
                .filter(id -> isStopped(id) && !isLeftStopped(id))
                .sorted()
                .toList();
    }

    /** A route that is just stopping or starting is on its way: a reload does that, too. */
    private boolean isStopped(String route) {
        ServiceStatus status = camel.getRouteController().getRouteStatus(route);
        return status != null && (status.isStopped() || status.isSuspended());
    }

    /** Whether its file says that it is not started by itself; the route that runs does not tell. */
    private boolean isLeftStopped(String route) {
        RouteDefinition file = ((ModelCamelContext) camel).getRouteDefinition(route);
        return file != null && Boolean.FALSE.equals(CamelContextHelper.parseBoolean(camel, file.getAutoStartup()));
    }

    /** Which routes a person has stopped or could not start, or empty; at a start and at the end all of them stand still. */
    private Optional<String> routes() {
        List<String> stopped = camel.isStarted() ? stoppedRoutes() : List.of();
        return stopped.isEmpty()
                ? Optional.empty()
                : Optional.of("Not running: " + String.join(", ", stopped)
                        + ". Nothing comes in or goes on there. What a person has stopped waits to be started in hawtio;"
                        + " what could not start is tried again by itself.");
    }

    private static Optional<String> full(String what, Path folder) {
        File file = folder.toFile();
        // A file system that does not tell its size tells no room either
        return file.getTotalSpace() > 0 && file.getUsableSpace() == 0
                ? Optional.of("The disk of the " + what + " " + folder + " is full: make room.")
                : Optional.empty();
    }
}

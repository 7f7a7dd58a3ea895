package io.goldtier.web.hawtio;

import io.goldtier.route.managed.Controls;
import io.goldtier.web.security.HostGuard;
import io.goldtier.web.security.TokenFilter;
import java.util.Set;
import javax.management.ObjectName;
import org.jolokia.server.core.service.api.Restrictor;
import org.jolokia.server.core.util.HttpMethod;
import org.jolokia.server.core.util.RequestType;

/**
 * What may be seen and done through Jolokia: routes, their diagrams and counts, and starting and stopping them.
 *
 * <p>Whatever is not named here is hidden. Secrets can be read from system properties, arguments, resolved placeholders
 * and traced messages; and sending a message into a route would be a second door beside the gate of the skills. The
 * caller holds the token, but hawtio needs none of that, and a page that goes astray should not have it.
 */
final class JolokiaLimits implements Restrictor {

    private static final Set<RequestType> TYPES =
            Set.of(RequestType.READ, RequestType.LIST, RequestType.SEARCH, RequestType.VERSION, RequestType.EXEC);

    /** The kinds of Camel's beans that show how it runs, and none that shows messages or variables. */
    private static final Set<String> CAMEL_KINDS = Set.of(
            "context",
            "routes",
            "routegroups",
            "processors",
            "steps",
            "consumers",
            "producers",
            "endpoints",
            "components",
            "dataformats",
            "errorhandlers",
            "threadpools",
            "health");

    private static final Set<String> MACHINE_KINDS = Set.of(
            "Memory",
            "MemoryPool",
            "GarbageCollector",
            "OperatingSystem",
            "Threading",
            "ClassLoading",
            "Runtime",
            "Compilation");

    /** Attributes that hold settings, resolved placeholders or texts of messages. */
    private static final Set<String> SECRET_ATTRIBUTES = Set.of(
            "SystemProperties",
            "InputArguments",
            "ClassPath",
            "BootClassPath",
            "LibraryPath",
            "GlobalOptions",
            "Expression",
            "LastExchangeFailureExchangeId",
            "ConfigurationProperties");

    /** What has {@link Controls}, and counts that can be begun anew. */
    private static final Set<String> CONTROLLED = Set.of("routes", "routegroups", "processors");

    /** What pages draw from, whatever its parameters. */
    private static final Set<String> VIEWS = Set.of(
            "dumpRouteStatsAsXml",
            "dumpRoutesStatsAsXml",
            "dumpRouteSourceLocationsAsXml",
            "componentNames",
            "languageNames",
            "dataFormatNames",
            "routeIds",
            "processorIds",
            "dumpAllThreads");

    /** What pages draw from, without parameters only: the variants with one resolve placeholders. */
    private static final Set<String> PLAIN_VIEWS = Set.of("dumpRoutesAsXml", "dumpRouteAsXml");

    @Override
    public boolean isTypeAllowed(RequestType type) {
        return TYPES.contains(type);
    }

    @Override
    public boolean isObjectNameHidden(ObjectName name) {
        var type = name.getKeyProperty("type");
        return switch (name.getDomain()) {
            case "org.apache.camel" -> type == null || !CAMEL_KINDS.contains(type);
            case "java.lang" -> type == null || !MACHINE_KINDS.contains(type);
            default -> true;
        };
    }

    @Override
    public boolean isAttributeReadAllowed(ObjectName name, String attribute) {
        return !isObjectNameHidden(name) && !SECRET_ATTRIBUTES.contains(attribute);
    }

    @Override
    public boolean isAttributeWriteAllowed(ObjectName name, String attribute) {
        return false;
    }

    /** Controls work on single routes and steps: the whole of Camel is stopped by stopping the assistant. */
    @Override
    public boolean isOperationAllowed(ObjectName name, String operation) {
        var bracket = operation.indexOf('(');
        var verb = bracket < 0 ? operation : operation.substring(0, bracket);
        var plain = bracket < 0 || operation.endsWith("()");
        return !isObjectNameHidden(name)
                && (VIEWS.contains(verb)
                        || PLAIN_VIEWS.contains(verb) && plain
                        || (Controls.ALL.contains(verb) || verb.equals("reset"))
                                && CONTROLLED.contains(name.getKeyProperty("type")));
    }

    @Override
    public boolean isHttpMethodAllowed(HttpMethod method) {
        return method == HttpMethod.POST;
    }

    /** Who may come near at all has been decided by {@link HostGuard} and {@link TokenFilter}. */
    @Override
    public boolean isRemoteAccessAllowed(String... hostsOrAddresses) {
        return true;
    }

    @Override
    public boolean isOriginAllowed(String origin, boolean strict) {
        return true;
    }
}

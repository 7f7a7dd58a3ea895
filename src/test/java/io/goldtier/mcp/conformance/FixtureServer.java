package io.goldtier.mcp.conformance;

import io.goldtier.mcp.http.McpServlet;
import io.goldtier.mcp.http.McpSettings;
import io.goldtier.mcp.server.McpServer;
import io.goldtier.web.security.Guards;
import jakarta.servlet.Filter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.springframework.util.unit.DataSize;

/** Serves any {@link McpServer} at {@code /mcp} with the program's own transport and guards, without a token. */
public final class FixtureServer implements AutoCloseable {

    private final Tomcat tomcat = new Tomcat();
    private final McpServlet servlet;

    /** Serves it on a free port, within the usual limits. */
    public FixtureServer(McpServer server, Path home) {
        this(
                server,
                home,
                new McpSettings(DataSize.ofMegabytes(4), Duration.ofMinutes(1), 64, 256, Duration.ofMinutes(30)),
                Clock.systemUTC());
    }

    /** Serves it on a free port. */
    public FixtureServer(McpServer server, Path home, McpSettings limits, Clock clock) {
        servlet = new McpServlet(path -> path.isEmpty() ? Optional.of(server) : Optional.empty(), limits, clock);
        tomcat.setBaseDir(home.toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext("", home.toString());
        for (Filter filter : Guards.withoutToken()) {
            FilterDef definition = new FilterDef();
            definition.setFilterName(filter.getClass().getSimpleName());
            definition.setFilter(filter);
            definition.setAsyncSupported("true");
            context.addFilterDef(definition);
            FilterMap map = new FilterMap();
            map.setFilterName(definition.getFilterName());
            map.addURLPattern("/*");
            context.addFilterMap(map);
        }
        Wrapper wrapper = Tomcat.addServlet(context, "mcp", servlet);
        wrapper.setAsyncSupported(true);
        wrapper.addMapping("/mcp/*");
        try {
            tomcat.start();
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many sessions there are. */
    int sessions() {
        return servlet.sessions();
    }

    /** Its address. */
    public String address() {
        return "http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/mcp";
    }

    @Override
    public void close() {
        servlet.close();
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }
}

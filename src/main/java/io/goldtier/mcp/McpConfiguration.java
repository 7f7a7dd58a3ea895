package io.goldtier.mcp;

import io.goldtier.mcp.http.McpServlet;
import io.goldtier.mcp.http.McpSettings;
import io.goldtier.mcp.loops.LoopServer;
import io.goldtier.mcp.skills.SkillServers;
import java.time.Clock;
import java.util.Optional;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Serves MCP under {@code /mcp/}. */
@Configuration(proxyBeanMethods = false)
class McpConfiguration {

    @Bean(destroyMethod = "close")
    McpServlet mcpServlet(SkillServers servers, LoopServer loops, McpSettings settings, Clock clock) {
        return new McpServlet(
                place -> place.equals(LoopServer.PLACE) ? Optional.of(loops) : servers.at(place), settings, clock);
    }

    @Bean
    ServletRegistrationBean<McpServlet> mcpRegistration(McpServlet servlet) {
        ServletRegistrationBean<McpServlet> registration = new ServletRegistrationBean<>(servlet, "/mcp/*");
        registration.setName("mcp");
        registration.setAsyncSupported(true);
        return registration;
    }

    /** Streams are ended before the web server waits for what is under way. */
    @Bean
    SmartLifecycle mcpStreams(McpServlet servlet) {
        return new SmartLifecycle() {
            private volatile boolean running;

            @Override
            public void start() {
                running = true;
            }

            @Override
            public void stop() {
                running = false;
                servlet.close();
            }

            @Override
            public boolean isRunning() {
                return running;
            }
        };
    }
}

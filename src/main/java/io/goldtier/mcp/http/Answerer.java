package io.goldtier.mcp.http;

import io.goldtier.mcp.rpc.RpcError;
import io.goldtier.mcp.server.McpServer;
import io.goldtier.mcp.server.Methods;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What both generations of the protocol answer in the same way. */
final class Answerer {

    private static final Logger LOG = LoggerFactory.getLogger(Answerer.class);
    private static final String VERSION = version();

    private final CallRunner runner;

    Answerer(CallRunner runner) {
        this.runner = runner;
    }

    /** What our servers can do. */
    static Map<String, Object> capabilities() {
        Map<String, Object> capabilities = new LinkedHashMap<>();
        capabilities.put("tools", Map.of("listChanged", true));
        capabilities.put("resources", Map.of("subscribe", true, "listChanged", true));
        capabilities.put("prompts", Map.of("listChanged", true));
        capabilities.put("completions", Map.of());
        capabilities.put("logging", Map.of());
        return capabilities;
    }

    /** Who we are. */
    static Map<String, Object> info(McpServer server) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("name", server.name());
        info.put("title", server.title());
        info.put("version", VERSION);
        return info;
    }

    private static String version() {
        String version = Answerer.class.getPackage().getImplementationVersion();
        return version == null ? "0" : version;
    }

    /** Answers with a method that both have; calls of tools run on threads of their own. */
    Map<String, Object> answer(McpServer server, Posted posted) {
        String method = posted.request().method();
        try {
            return method.equals("tools/call")
                    ? runner.run(posted, () -> Methods.answer(server, method, posted))
                    : Methods.answer(server, method, posted);
        } catch (RpcError | CancellationException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RpcError.internal();
        } catch (RuntimeException e) {
            LOG.error("The request {} to {} failed", method, server.name(), e);
            throw RpcError.internal();
        }
    }
}

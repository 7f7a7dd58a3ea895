package io.goldtier.mcp.http;

import io.goldtier.mcp.server.McpServer;
import io.goldtier.mcp.server.Prompt;
import io.goldtier.mcp.server.Resource;
import io.goldtier.mcp.server.ResourceTemplate;
import io.goldtier.mcp.server.Tool;
import java.util.Locale;
import java.util.Objects;

/** The lists of a server whose changes are told. */
enum Lists {
    TOOLS {
        @Override
        int state(McpServer server) {
            return server.tools().stream().map(Tool::definition).toList().hashCode();
        }
    },
    RESOURCES {
        @Override
        int state(McpServer server) {
            return Objects.hash(
                    server.resources().stream().map(Resource::definition).toList(),
                    server.templates().stream()
                            .map(ResourceTemplate::definition)
                            .toList());
        }
    },
    PROMPTS {
        @Override
        int state(McpServer server) {
            return server.prompts().stream().map(Prompt::definition).toList().hashCode();
        }
    };

    /** A number that changes with the list. */
    abstract int state(McpServer server);

    /** The notification of a change. */
    String notification() {
        return "notifications/" + name().toLowerCase(Locale.ROOT) + "/list_changed";
    }

    /** How a client asks for it in the stateless revision. */
    String filter() {
        return name().toLowerCase(Locale.ROOT) + "ListChanged";
    }
}

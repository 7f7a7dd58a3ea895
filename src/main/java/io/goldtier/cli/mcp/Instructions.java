package io.goldtier.cli.mcp;

import io.goldtier.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What to type or to paste into a client, filled in.
 *
 * @param address where the assistant answers
 * @param token what opens it
 * @param launcher the whole path of {@code goldtier}
 * @param settings what the launcher must be told to find this assistant, in the form {@code --key=value}
 * @param servers those to connect to, such as {@code odoo}
 */
record Instructions(String address, String token, String launcher, List<String> settings, Set<String> servers) {

    String text() {
        return """
                The assistant at %s has an MCP server for each kind of skill: %s.
                Who has the token below can use them all; keep it to yourself.

                Claude Code
                %s

                Claude Desktop (claude_desktop_config.json), and every client that starts a process
                %s

                An IDE (VS Code: .vscode/mcp.json)
                %s

                curl
                  curl -s %s/mcp/odoo -H 'Authorization: Bearer %s' \\
                    -H 'Content-Type: application/json' -H 'Accept: application/json, text/event-stream' \\
                    -H 'MCP-Protocol-Version: 2026-07-28' -H 'Mcp-Method: tools/list' \\
                    -d '%s'
                """.formatted(
                        address,
                        String.join(", ", servers),
                        servers.stream().map(this::claudeCode).collect(Collectors.joining("\n")),
                        indented(Map.of("mcpServers", each(this::process))),
                        indented(Map.of("servers", each(this::http))),
                        address,
                        token,
                        Json.write(toolsList()));
    }

    private String claudeCode(String server) {
        return "  claude mcp add --transport http goldtier-" + server + " " + address + "/mcp/" + server
                + " --header \"Authorization: Bearer " + token + "\"";
    }

    private interface Entry {

        Map<String, Object> of(String server);
    }

    private Map<String, Object> each(Entry entry) {
        Map<String, Object> all = new LinkedHashMap<>();
        servers.forEach(server -> all.put("goldtier-" + server, entry.of(server)));
        return all;
    }

    private Map<String, Object> process(String server) {
        List<String> arguments = new ArrayList<>(List.of("mcp", server));
        arguments.addAll(settings);
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("command", launcher);
        entry.put("args", arguments);
        return entry;
    }

    private Map<String, Object> http(String server) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("type", "http");
        entry.put("url", address + "/mcp/" + server);
        entry.put("headers", Map.of("Authorization", "Bearer " + token));
        return entry;
    }

    private static Map<String, Object> toolsList() {
        Map<String, Object> meta = new LinkedHashMap<>();
        meta.put("io.modelcontextprotocol/protocolVersion", "2026-07-28");
        meta.put("io.modelcontextprotocol/clientCapabilities", Map.of());
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("jsonrpc", "2.0");
        request.put("id", 1);
        request.put("method", "tools/list");
        request.put("params", Map.of("_meta", meta));
        return request;
    }

    private static String indented(Map<String, Object> value) {
        return Json.writePretty(value).indent(2).stripTrailing();
    }
}

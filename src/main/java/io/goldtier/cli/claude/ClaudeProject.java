package io.goldtier.cli.claude;

import io.goldtier.agent.StepCheck;
import io.goldtier.cli.author.CardFiles;
import io.goldtier.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The files of a project in which Claude Code works for the assistant.
 *
 * @param address where the assistant answers
 * @param token the file with what opens it
 * @param routes the folder of the route files
 * @param vault the vault with the handbook
 */
record ClaudeProject(String address, Path token, Path routes, Path vault) {

    private static final String PREFIX = "goldtier-";
    private static final String SUFFIX = "-mcp";
    private static final String LOOP = "loop";
    private static final int HOOK_SECONDS = 20;
    /** Claude Code overrides a Stop hook after 8 blocks in a row; a loop has 10 iterations. */
    private static final String BLOCK_CAP = "12";

    /** The files by their paths inside the folder. */
    Map<String, String> files() throws IOException {
        Map<String, Map<String, Object>> skills = skills();
        Map<String, String> files = new LinkedHashMap<>();
        files.put(".mcp.json", Json.writePretty(Map.of("mcpServers", servers(skills))) + "\n");
        files.put("CLAUDE.md", words(skills));
        files.put(".claude/settings.json", Json.writePretty(settings()) + "\n");
        for (String command : List.of("work.md", "loop.md", "explain.md")) {
            files.put(".claude/commands/" + command, text(command));
        }
        files.put(
                ".claude/hooks/assistant.sh",
                text("assistant.sh")
                        .replace("@ADDRESS@", quoted(address))
                        .replace("@TOKEN_FILE@", quoted(token.toAbsolutePath().toString())));
        files.put(".claude/hooks/stop.sh", text("stop.sh"));
        files.put(".claude/hooks/pre-tool-use.sh", text("pre-tool-use.sh"));
        files.put(".claude/hooks/tools.txt", tools(skills));
        return files;
    }

    private Map<String, Map<String, Object>> skills() throws IOException {
        CardFiles cards = CardFiles.skills(routes);
        Map<String, Map<String, Object>> skills = new TreeMap<>();
        for (String name : cards.names()) {
            skills.put(name, cards.properties(name).orElseThrow());
        }
        skills.keySet().removeIf(name -> !StepCheck.isForAgents(name));
        return skills;
    }

    /** The server that offers a skill: its own, or that of its system's card. */
    private String server(Map<String, Object> card) {
        Object own = card.get("server");
        if (own != null) {
            return String.valueOf(own);
        }
        return CardFiles.systems(routes)
                .properties(String.valueOf(card.get("system")))
                .map(system -> String.valueOf(system.get("server")))
                .orElse("");
    }

    private Map<String, Object> servers(Map<String, Map<String, Object>> skills) {
        TreeSet<String> places = new TreeSet<>(List.of(LOOP));
        skills.values().stream()
                .map(this::server)
                .filter(name -> name.endsWith(SUFFIX))
                .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                .forEach(places::add);
        Map<String, Object> servers = new LinkedHashMap<>();
        for (String place : places) {
            Map<String, Object> server = new LinkedHashMap<>();
            server.put("type", "http");
            server.put("url", address + "/mcp/" + place);
            server.put("headers", Map.of("Authorization", "Bearer ${GOLDTIER_TOKEN}"));
            servers.put(PREFIX + place, server);
        }
        return servers;
    }

    private static Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("env", Map.of("CLAUDE_CODE_STOP_HOOK_BLOCK_CAP", BLOCK_CAP));
        Map<String, Object> hooks = new LinkedHashMap<>();
        hooks.put("Stop", List.of(Map.of("hooks", List.of(hook("stop.sh")))));
        Map<String, Object> before = new LinkedHashMap<>();
        before.put("matcher", ".*");
        before.put("hooks", List.of(hook("pre-tool-use.sh")));
        hooks.put("PreToolUse", List.of(before));
        settings.put("hooks", hooks);
        return settings;
    }

    private static Map<String, Object> hook(String script) {
        Map<String, Object> hook = new LinkedHashMap<>();
        hook.put("type", "command");
        hook.put("command", "sh \"$CLAUDE_PROJECT_DIR/.claude/hooks/" + script + "\"");
        hook.put("timeout", HOOK_SECONDS);
        return hook;
    }

    /** What may be called directly, as it acts on nothing: tools of skills that only read. */
    private String tools(Map<String, Map<String, Object>> skills) {
        TreeSet<String> tools = new TreeSet<>();
        skills.forEach((name, card) -> {
            String server = server(card).replaceFirst(SUFFIX + "$", "");
            if ("true".equals(String.valueOf(card.get("readOnly"))) && "never".equals(card.get("approval"))) {
                tools.add("mcp__" + PREFIX + server + "__" + name);
            }
            tools.add("mcp__" + PREFIX + server + "__approval_status");
        });
        return String.join("\n", tools) + "\n";
    }

    private String words(Map<String, Map<String, Object>> skills) throws IOException {
        List<String> lines = new ArrayList<>();
        skills.forEach((name, card) -> lines.add("- `" + name + "`: "
                + String.valueOf(card.get("description")).strip().replaceAll("\\s+", " ")
                + ("true".equals(String.valueOf(card.get("readOnly"))) ? " (only reads)" : "")));
        Path handbook = vault.resolve("Company_Handbook.md");
        String rules = Files.isRegularFile(handbook)
                ? Files.readString(handbook).strip()
                : "There is none: everything that acts is asked about.";
        return text("CLAUDE.md").replace("@SKILLS@", String.join("\n", lines)).replace("@HANDBOOK@", rules);
    }

    /** Inside single quotes of the shell. */
    private static String quoted(String text) {
        return text.replace("'", "'\\''");
    }

    private static String text(String name) throws IOException {
        try (InputStream file = ClaudeProject.class.getResourceAsStream("/claude/" + name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

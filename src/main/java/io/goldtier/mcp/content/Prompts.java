package io.goldtier.mcp.content;

import io.goldtier.mcp.server.Prompt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Words to set an agent to work with. */
@Component("mcpPrompts")
public class Prompts {

    private final Documents documents;

    Prompts(Documents documents) {
        this.documents = documents;
    }

    /** All of them. */
    public List<Prompt> all() {
        return List.of(
                prompt(
                        "triage_inbox",
                        "Triage my inbox",
                        "Sort what waits for me by what matters most.",
                        List.of(),
                        values -> messages(
                                "Go through what waits for me: the dashboard and the waiting approvals are attached."
                                        + " Say what is urgent and why, what can wait, and what you would answer to each"
                                        + " approval. Decide nothing yourself; I do that on its page.",
                                "dashboard",
                                "approvals")),
                prompt(
                        "prepare_briefing",
                        "Prepare this week's briefing",
                        "Draft the weekly report from the books.",
                        List.of(argument("client", "Only about this client.", false)),
                        values -> messages(
                                "Prepare this week's CEO briefing"
                                        + (values.containsKey("client")
                                                ? " about the client named in the last line"
                                                : "")
                                        + ": a summary of two or three sentences, revenue by client and project, expenses"
                                        + " by category, profit, bottlenecks with their causes, tasks, and what to do next"
                                        + " week. Take all numbers from odoo_run_audit and invent none. The dashboard is"
                                        + " attached."
                                        + (values.containsKey("client") ? "\nClient: " + values.get("client") : ""),
                                "dashboard")),
                prompt(
                        "explain_trigger",
                        "Explain a trigger",
                        "Tell what came in, what was done and why.",
                        List.of(argument("trigger_id", "Which trigger.", true)),
                        values -> messages(
                                "Explain the attached piece of work to its owner: what came in and from whom, what was"
                                        + " planned, what was done and with what result, what waits or failed and why, and"
                                        + " what can be done now.",
                                "triggers/" + values.get("trigger_id"),
                                "plans/" + values.get("trigger_id"))));
    }

    private interface Words {

        Map<String, Object> with(Map<String, String> values);
    }

    private static Prompt prompt(
            String name, String title, String words, List<Map<String, Object>> arguments, Words handler) {
        Map<String, Object> definition = new LinkedHashMap<>();
        definition.put("name", name);
        definition.put("title", title);
        definition.put("description", words);
        definition.put("arguments", arguments);
        return new Prompt(definition, (values, context) -> handler.with(values));
    }

    private static Map<String, Object> argument(String name, String words, boolean required) {
        return Map.of("name", name, "description", words, "required", required);
    }

    private Map<String, Object> messages(String words, String... attached) {
        List<Map<String, Object>> messages = new ArrayList<>();
        messages.add(message(Map.of("type", "text", "text", words)));
        for (String path : attached) {
            documents
                    .read(Documents.SCHEME + path)
                    .forEach(contents -> messages.add(message(Map.of("type", "resource", "resource", contents))));
        }
        return Map.of("messages", messages);
    }

    private static Map<String, Object> message(Map<String, Object> content) {
        return Map.of("role", "user", "content", content);
    }
}

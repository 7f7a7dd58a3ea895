package io.goldtier.mcp.server;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one address offers. What is listed may change at any time; who listens is told. */
public interface McpServer {

    /** Its name, such as {@code odoo-mcp}. */
    String name();

    /** Its name for people. */
    String title();

    /** What an agent should know before it uses it. */
    String instructions();

    /** What can be done now. */
    List<Tool> tools();

    /** The tool of this name, if there is one now. */
    default Optional<Tool> tool(String name) {
        return tools().stream().filter(tool -> tool.name().equals(name)).findFirst();
    }

    /** The sentence that says that there is no such tool now. */
    default String noTool(String name) {
        return "There is no tool " + name + " here. The tools are: "
                + String.join(", ", tools().stream().map(Tool::name).toList()) + ".";
    }

    /** What can be read. */
    List<Resource> resources();

    /** The forms of more addresses that can be read. */
    List<ResourceTemplate> templates();

    /** Words to set an agent to work with. */
    List<Prompt> prompts();

    /**
     * Values that begin with what was typed, best first.
     *
     * @param of the prompt's name or the template's form
     * @param argument the argument or place that is being filled in
     * @param typed what stands there so far
     */
    List<String> complete(String of, String argument, String typed);

    /** Calls that can be asked about later, when it has such. */
    default Optional<Tasks> tasks() {
        return Optional.empty();
    }

    /** How many entries of a list go on one page. */
    default int pageSize() {
        return 100;
    }

    /** Calls that a client that speaks the Tasks extension can ask about later. */
    interface Tasks {

        /** Where it stands, in the extension's fields; empty when there is none with this id. */
        Optional<Map<String, Object>> find(String taskId);

        /** The caller does not want it any more; it is called off if it still can be. */
        void cancel(String taskId, Client client);

        /** Answers to what was asked; whatever is not asked is left alone. */
        default void update(String taskId, Map<String, Object> inputResponses) {}
    }
}

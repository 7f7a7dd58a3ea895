package io.goldtier.mcp.conformance;

import io.goldtier.json.Json;
import io.goldtier.json.Yaml;
import io.goldtier.mcp.rpc.Message;
import io.goldtier.mcp.rpc.RpcError;
import io.goldtier.mcp.server.LogLevel;
import io.goldtier.mcp.server.McpServer;
import io.goldtier.mcp.server.Prompt;
import io.goldtier.mcp.server.RequestContext;
import io.goldtier.mcp.server.Resource;
import io.goldtier.mcp.server.ResourceTemplate;
import io.goldtier.mcp.server.Tool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The tools, resources and prompts that the conformance suite asks for. */
final class EverythingServer implements McpServer {

    private static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";
    private static final String WAV = "UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQIAAAA=";
    private static final String SEAL = "-sealed";

    private final List<Tool> tools = new ArrayList<>();
    private final List<Prompt> prompts = new ArrayList<>();
    private final AtomicInteger toolChanges = new AtomicInteger();
    private final AtomicInteger promptChanges = new AtomicInteger();

    EverythingServer() {
        contents();
        talkative();
        asking();
        askingByResult();
        words();
    }

    private void contents() {
        tool("test_simple_text", context -> said("This is a simple text response for testing."));
        tool("test_image_content", context -> content(List.of(image())));
        tool(
                "test_audio_content",
                context -> content(List.of(yaml("{type: audio, mimeType: audio/wav, data: " + WAV + "}"))));
        tool(
                "test_embedded_resource",
                context -> content(List.of(
                        yaml("{type: resource, resource: {uri: 'test://embedded-resource', mimeType: text/plain,"
                                + " text: This is an embedded resource content.}}"))));
        tool(
                "test_multiple_content_types",
                context -> content(List.of(
                        text("Multiple content types test:"),
                        image(),
                        yaml(
                                "{type: resource, resource: {uri: 'test://mixed-content-resource', mimeType: application/json,"
                                        + " text: '{\"test\":\"data\",\"value\":123}'}}"))));
        tool("test_error_handling", context -> {
            Map<String, Object> result =
                    new LinkedHashMap<>(said("This tool intentionally returns an error for testing"));
            result.put("isError", true);
            return result;
        });
        tools.add(new Tool(yaml("""
                        name: json_schema_2020_12_tool
                        description: Tool with JSON Schema 2020-12 features
                        inputSchema:
                          $schema: https://json-schema.org/draft/2020-12/schema
                          type: object
                          $defs:
                            address:
                              $anchor: addressDef
                              type: object
                              properties: {street: {type: string}, city: {type: string}}
                          properties:
                            name: {type: string}
                            address: {$ref: '#/$defs/address'}
                            contactMethod: {type: string, enum: [phone, email]}
                            phone: {type: string}
                            email: {type: string}
                          allOf: [{anyOf: [{required: [phone]}, {required: [email]}]}]
                          if: {properties: {contactMethod: {const: phone}}, required: [contactMethod]}
                          then: {required: [phone]}
                          else: {required: [email]}
                          additionalProperties: false
                        """), (arguments, context) -> said("ok")));
    }

    private void talkative() {
        tool("test_tool_with_logging", context -> {
            for (String words : List.of("Tool execution started", "Tool processing data", "Tool execution completed")) {
                context.log(LogLevel.INFO, "conformance", words);
            }
            return said("Logged.");
        });
        tool("test_logging_tool", context -> {
            context.log(LogLevel.INFO, "conformance", "Logged only when asked for");
            return said("Logged.");
        });
        tool("test_tool_with_progress", context -> {
            for (int done = 0; done <= 100; done += 50) {
                context.progress(done, 100, "Completed " + done + " of 100");
            }
            return said("Progressed.");
        });
        tool("test_trigger_tool_change", context -> {
            toolChanges.incrementAndGet();
            return said("Changed.");
        });
        tool("test_trigger_prompt_change", context -> {
            promptChanges.incrementAndGet();
            return said("Changed.");
        });
    }

    private void asking() {
        tools.add(new Tool(
                definition("test_sampling", "{prompt: {type: string}}"),
                (arguments, context) -> said("LLM response: "
                        + Json.write(
                                context.ask("sampling/createMessage", sampling((String) arguments.get("prompt")))))));
        tools.add(new Tool(
                definition("test_elicitation", "{message: {type: string}}"),
                (arguments, context) -> said("User response: "
                        + Json.write(context.ask(
                                "elicitation/create",
                                form((String) arguments.get("message"), "{response: {type: string}}", "response"))))));
        tool(
                "test_elicitation_sep1034_defaults",
                context -> said("Elicitation completed: "
                        + Json.write(context.ask("elicitation/create", form("Defaults", """
                        name: {type: string, default: John Doe}
                        age: {type: integer, default: 30}
                        score: {type: number, default: 95.5}
                        status: {type: string, enum: [active, inactive, pending], default: active}
                        verified: {type: boolean, default: true}
                        """)))));
        tool(
                "test_elicitation_sep1330_enums",
                context -> said("Elicitation completed: "
                        + Json.write(context.ask("elicitation/create", form("Choices", """
                        untitledSingle: {type: string, enum: [option1, option2, option3]}
                        titledSingle: {type: string, oneOf: [{const: value1, title: First}, {const: value2, title: Second}, {const: value3, title: Third}]}
                        legacyEnum: {type: string, enum: [opt1, opt2, opt3], enumNames: [One, Two, Three]}
                        untitledMulti: {type: array, items: {type: string, enum: [option1, option2, option3]}}
                        titledMulti: {type: array, items: {anyOf: [{const: value1, title: First}, {const: value2, title: Second}, {const: value3, title: Third}]}}
                        """)))));
    }

    private void askingByResult() {
        tool("test_missing_capability", context -> {
            if (!context.client().can("sampling")) {
                throw RpcError.missingCapability(Map.of("sampling", Map.of()));
            }
            return said("ok");
        });
        Map<String, Object> name = elicit("What is your name?", "{name: {type: string}}", "name");
        asks("test_streaming_elicitation", Map.of("user_name", name), false);
        asks("test_input_required_result_elicitation", Map.of("user_name", name), false);
        asks("test_input_required_result_sampling", Map.of("capital_question", sample()), false);
        asks("test_input_required_result_list_roots", Map.of("client_roots", roots()), false);
        Map<String, Object> confirm = elicit("Please confirm", "{ok: {type: boolean}}", "ok");
        asks("test_input_required_result_request_state", Map.of("confirm", confirm), true);
        asks("test_input_required_result_tampered_state", Map.of("confirm", confirm), true);
        asks(
                "test_input_required_result_multiple_inputs",
                Map.of("user_name", name, "greeting", sample(), "client_roots", roots()),
                true);
        tool("test_input_required_result_capabilities", context -> {
            Map<String, Object> wanted = new LinkedHashMap<>();
            if (context.client().can("sampling")) {
                wanted.put("capital_question", sample());
            }
            if (context.client().can("elicitation")) {
                wanted.put("user_name", name);
            }
            return answered(context, wanted) ? said("ok") : required(wanted, null);
        });
        tool("test_input_required_result_multi_round", context -> {
            String state = state(context);
            if (state == null) {
                return required(
                        Map.of("step1", elicit("Step 1: What is your name?", "{name: {type: string}}", "name")), "one");
            }
            return state.equals("one")
                    ? required(
                            Map.of("step2", elicit("Step 2: Which color?", "{color: {type: string}}", "color")), "two")
                    : said("Done.");
        });
    }

    private void asks(String name, Map<String, Object> requests, boolean withState) {
        tool(name, context -> {
            String state = state(context);
            return answered(context, requests)
                    ? said("state-ok " + state)
                    : required(requests, withState ? "waiting" : null);
        });
    }

    /** What a former round has left, or null; what was tampered with is refused. */
    private static String state(RequestContext context) {
        if (!(context.params().get("requestState") instanceof String state)) {
            return null;
        }
        if (!state.endsWith(SEAL)) {
            throw RpcError.invalidParams("requestState was tampered with.");
        }
        return state.substring(0, state.length() - SEAL.length());
    }

    /** True when all questions are answered, each with a result that is one. */
    private static boolean answered(RequestContext context, Map<String, Object> requests) {
        Map<String, Object> responses = Message.object(context.params().get("inputResponses"));
        return requests.keySet().stream().allMatch(key -> {
            Map<String, Object> response = Message.object(responses.get(key));
            String method = (String) Message.object(requests.get(key)).get("method");
            return switch (method) {
                case "elicitation/create" ->
                    List.of("accept", "decline", "cancel").contains(String.valueOf(response.get("action")))
                            && (!"accept".equals(response.get("action"))
                                    || response.get("content") instanceof Map<?, ?>);
                case "sampling/createMessage" -> response.get("content") != null;
                default -> response.get("roots") instanceof List<?>;
            };
        });
    }

    private static Map<String, Object> required(Map<String, Object> requests, String state) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("resultType", "input_required");
        result.put("inputRequests", requests);
        if (state != null) {
            result.put("requestState", state + SEAL);
        }
        return result;
    }

    private void words() {
        prompts.add(new Prompt(
                yaml("{name: test_simple_prompt, description: A simple prompt}"),
                (arguments, context) -> messages(text("This is a simple prompt for testing."))));
        prompts.add(new Prompt(
                yaml("""
                        name: test_prompt_with_arguments
                        description: A prompt with required arguments
                        arguments:
                          - {name: arg1, description: First test argument, required: true}
                          - {name: arg2, description: Second test argument, required: true}
                        """),
                (arguments, context) -> messages(text("Prompt with arguments: arg1='" + arguments.get("arg1")
                        + "', arg2='" + arguments.get("arg2") + "'"))));
        prompts.add(new Prompt(
                yaml("""
                        name: test_prompt_with_embedded_resource
                        description: A prompt with a resource
                        arguments: [{name: resourceUri, description: Its address, required: true}]
                        """),
                (arguments, context) -> messages(
                        Map.of(
                                "type",
                                "resource",
                                "resource",
                                Map.of(
                                        "uri", arguments.get("resourceUri"),
                                        "mimeType", "text/plain",
                                        "text", "Embedded resource content for testing.")),
                        text("Please process the embedded resource above."))));
        prompts.add(new Prompt(
                yaml("{name: test_prompt_with_image, description: A prompt with an image}"),
                (arguments, context) -> messages(image(), text("Please analyze the image above."))));
        Map<String, Object> wanted = Map.of(
                "user_context", elicit("What context should the prompt use?", "{context: {type: string}}", "context"));
        prompts.add(new Prompt(
                yaml("{name: test_input_required_result_prompt, description: A prompt that asks}"),
                (arguments, context) ->
                        answered(context, wanted) ? messages(text("With your context.")) : required(wanted, null)));
    }

    private interface Body {

        Map<String, Object> of(RequestContext context);
    }

    private void tool(String name, Body body) {
        tools.add(new Tool(definition(name, "{}"), (arguments, context) -> body.of(context)));
    }

    private static Map<String, Object> definition(String name, String properties) {
        return yaml("{name: " + name
                + ", description: A tool of the conformance suite, inputSchema: {type: object, properties: "
                + properties + "}}");
    }

    private static Map<String, Object> yaml(String text) {
        return Yaml.readMap(text);
    }

    private static Map<String, Object> said(String words) {
        return content(List.of(text(words)));
    }

    private static Map<String, Object> content(List<Map<String, Object>> content) {
        return Map.of("content", content);
    }

    private static Map<String, Object> text(String words) {
        return Map.of("type", "text", "text", words);
    }

    private static Map<String, Object> image() {
        return Map.of("type", "image", "mimeType", "image/png", "data", PNG);
    }

    @SafeVarargs
    private static Map<String, Object> messages(Map<String, Object>... contents) {
        List<Map<String, Object>> messages = new ArrayList<>();
        for (Map<String, Object> content : contents) {
            messages.add(Map.of("role", "user", "content", content));
        }
        return Map.of("messages", messages);
    }

    private static Map<String, Object> form(String message, String properties, String... required) {
        return Map.of(
                "message",
                message,
                "requestedSchema",
                Map.of("type", "object", "properties", yaml(properties), "required", List.of(required)));
    }

    private static Map<String, Object> elicit(String message, String properties, String... required) {
        return Map.of("method", "elicitation/create", "params", form(message, properties, required));
    }

    private static Map<String, Object> sampling(String words) {
        return Map.of("messages", List.of(Map.of("role", "user", "content", text(words))), "maxTokens", 100);
    }

    private static Map<String, Object> sample() {
        return Map.of("method", "sampling/createMessage", "params", sampling("What is the capital of France?"));
    }

    private static Map<String, Object> roots() {
        return Map.of("method", "roots/list", "params", Map.of());
    }

    @Override
    public String name() {
        return "mcp-conformance-test-server";
    }

    @Override
    public String title() {
        return "Conformance";
    }

    @Override
    public String instructions() {
        return "For the conformance suite.";
    }

    @Override
    public List<Tool> tools() {
        List<Tool> now = new ArrayList<>(tools);
        if (toolChanges.get() > 0) {
            now.add(new Tool(definition("test_added_" + toolChanges.get(), "{}"), (arguments, context) -> said("ok")));
        }
        return now;
    }

    @Override
    public List<Resource> resources() {
        return List.of(
                resource("static-text", "text/plain", "text", "This is the content of the static text resource."),
                resource("static-binary", "image/png", "blob", PNG),
                resource("watched-resource", "text/plain", "text", "Watched resource content"));
    }

    private static Resource resource(String name, String type, String member, String value) {
        String uri = "test://" + name;
        return new Resource(
                Map.of("uri", uri, "name", name, "description", "A resource of the suite", "mimeType", type),
                (address, values) -> Optional.of(List.of(Map.of("uri", uri, "mimeType", type, member, value))));
    }

    @Override
    public List<ResourceTemplate> templates() {
        return List.of(new ResourceTemplate(
                Map.of(
                        "uriTemplate", "test://template/{id}/data",
                        "name", "template",
                        "description", "A resource template",
                        "mimeType", "application/json"),
                (uri, values) -> Optional.of(List.of(Map.of(
                        "uri",
                        uri,
                        "mimeType",
                        "application/json",
                        "text",
                        Json.write(Map.of(
                                "id",
                                values.get("id"),
                                "templateTest",
                                true,
                                "data",
                                "Data for ID: " + values.get("id"))))))));
    }

    @Override
    public List<Prompt> prompts() {
        List<Prompt> now = new ArrayList<>(prompts);
        if (promptChanges.get() > 0) {
            now.add(new Prompt(
                    yaml("{name: test_added_" + promptChanges.get() + ", description: Added}"),
                    (arguments, context) -> messages(text("Added."))));
        }
        return now;
    }

    @Override
    public List<String> complete(String of, String argument, String typed) {
        return List.of("paris", "park", "party").stream()
                .filter(value -> value.startsWith(typed))
                .toList();
    }
}

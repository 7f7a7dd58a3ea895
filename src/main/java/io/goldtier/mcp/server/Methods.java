package io.goldtier.mcp.server;

import io.goldtier.mcp.rpc.Message;
import io.goldtier.mcp.rpc.RpcError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The methods that both generations of the protocol have in common, on any server. */
public final class Methods {

    private static final int MOST_COMPLETIONS = 100;

    private Methods() {}

    /**
     * Answers a request.
     *
     * @throws RpcError when it cannot be answered
     */
    public static Map<String, Object> answer(McpServer server, String method, RequestContext context) {
        Map<String, Object> params = context.params();
        return switch (method) {
            case "tools/list" ->
                page(
                        server,
                        params,
                        "tools",
                        "name",
                        server.tools().stream().map(Tool::definition).toList());
            case "resources/list" ->
                page(
                        server,
                        params,
                        "resources",
                        "uri",
                        server.resources().stream().map(Resource::definition).toList());
            case "resources/templates/list" ->
                page(
                        server,
                        params,
                        "resourceTemplates",
                        "uriTemplate",
                        server.templates().stream()
                                .map(ResourceTemplate::definition)
                                .toList());
            case "prompts/list" ->
                page(
                        server,
                        params,
                        "prompts",
                        "name",
                        server.prompts().stream().map(Prompt::definition).toList());
            case "tools/call" -> call(server, context);
            case "resources/read" -> read(server, context);
            case "prompts/get" -> prompt(server, context);
            case "completion/complete" -> complete(server, params);
            default -> throw RpcError.methodNotFound(method);
        };
    }

    /** True when this can be subscribed to. */
    public static boolean canBeRead(McpServer server, String uri) {
        return contents(server, uri).isPresent();
    }

    /** What lies at this address of the server; empty when nothing does. */
    public static Optional<List<Map<String, Object>>> contents(McpServer server, String uri) {
        Optional<Resource> resource =
                server.resources().stream().filter(one -> one.uri().equals(uri)).findFirst();
        if (resource.isPresent()) {
            return resource.get().reader().read(uri, Map.of());
        }
        for (ResourceTemplate template : server.templates()) {
            Optional<Map<String, String>> values = template.match(uri);
            if (values.isPresent()) {
                return template.reader().read(uri, values.get());
            }
        }
        return Optional.empty();
    }

    private static Map<String, Object> page(
            McpServer server,
            Map<String, Object> params,
            String member,
            String key,
            List<Map<String, Object>> entries) {
        return Pages.page(member, key, entries, params.get("cursor"), server.pageSize());
    }

    private static Map<String, Object> call(McpServer server, RequestContext context) {
        String name = text(context.params(), "name");
        Object arguments = context.params().get("arguments");
        if (arguments != null && !(arguments instanceof Map<?, ?>)) {
            throw RpcError.invalidParams("arguments must be an object.");
        }
        Tool tool = server.tool(name).orElseThrow(() -> RpcError.invalidParams(server.noTool(RpcError.shown(name))));
        return tool.handler().call(Message.object(arguments), context);
    }

    private static Map<String, Object> read(McpServer server, RequestContext context) {
        String uri = text(context.params(), "uri");
        List<Map<String, Object>> contents = contents(server, uri).orElseThrow(() -> notFound(uri, context));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("contents", contents);
        return result;
    }

    /** Says that nothing lies at this address, with the number that the request's revision has for it. */
    public static RpcError notFound(String uri, RequestContext context) {
        return new RpcError(
                context.isStateless() ? RpcError.INVALID_PARAMS : RpcError.RESOURCE_NOT_FOUND,
                200,
                "There is no resource " + RpcError.shown(uri) + " here; resources/list and resources/templates/list"
                        + " show what there is.",
                Map.of("uri", RpcError.shown(uri)));
    }

    private static Map<String, Object> prompt(McpServer server, RequestContext context) {
        String name = text(context.params(), "name");
        Prompt prompt = server.prompts().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> RpcError.invalidParams("There is no prompt " + RpcError.shown(name)
                        + " here. The prompts are: "
                        + String.join(
                                ", ",
                                server.prompts().stream().map(Prompt::name).toList()) + "."));
        Map<String, String> arguments = new LinkedHashMap<>();
        Message.object(context.params().get("arguments")).forEach((argument, value) -> {
            if (!(value instanceof String words)) {
                throw RpcError.invalidParams("The argument " + RpcError.shown(argument) + " must be a text.");
            }
            arguments.put(argument, words);
        });
        if (prompt.definition().get("arguments") instanceof List<?> list) {
            list.stream()
                    .map(Message::object)
                    .filter(argument -> Boolean.TRUE.equals(argument.get("required")))
                    .map(argument -> String.valueOf(argument.get("name")))
                    .filter(argument -> !arguments.containsKey(argument))
                    .findFirst()
                    .ifPresent(missing -> {
                        throw RpcError.invalidParams("The argument " + missing + " is missing.");
                    });
        }
        return prompt.handler().get(arguments, context);
    }

    private static Map<String, Object> complete(McpServer server, Map<String, Object> params) {
        Map<String, Object> reference = Message.object(params.get("ref"));
        Map<String, Object> argument = Message.object(params.get("argument"));
        String of =
                switch (String.valueOf(reference.get("type"))) {
                    case "ref/prompt" -> text(reference, "name");
                    case "ref/resource" -> text(reference, "uri");
                    default -> throw RpcError.invalidParams("ref.type must be ref/prompt or ref/resource.");
                };
        List<String> values = server.complete(of, text(argument, "name"), text(argument, "value"));
        Map<String, Object> completion = new LinkedHashMap<>();
        completion.put("values", values.stream().limit(MOST_COMPLETIONS).toList());
        completion.put("hasMore", values.size() > MOST_COMPLETIONS);
        return Map.of("completion", completion);
    }

    /**
     * A member that must be a text.
     *
     * @throws RpcError when it is not
     */
    public static String text(Map<String, Object> params, String name) {
        if (params.get(name) instanceof String words) {
            return words;
        }
        throw RpcError.invalidParams(name + " must be a text.");
    }
}

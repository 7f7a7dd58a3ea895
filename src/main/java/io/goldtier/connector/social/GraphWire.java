package io.goldtier.connector.social;

import io.goldtier.json.Json;
import io.goldtier.json.JsonProblem;
import io.goldtier.settings.Mode;
import io.goldtier.settings.Settings;
import io.goldtier.skill.DryRun;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/**
 * The steps of the route {@code graph} that YAML cannot say: a call into a request, an answer into a result. The token
 * is in no header and no text of the exchange: {@link GraphHttp} adds it on the way out.
 */
@Component("graphWire")
class GraphWire {

    private static final String CALL = "graph_call";

    private final FacebookPage page;
    private final GraphErrors errors;
    private final boolean dryRun;

    GraphWire(FacebookPage page, Settings settings, Clock clock) {
        this.page = page;
        this.errors = new GraphErrors(clock);
        this.dryRun = settings.mode() == Mode.DRY_RUN;
    }

    private record Call(boolean writing, String path, Map<String, String> fields) {}

    /** Reads the call and makes it a request; a dry run ends here when the call would change something. */
    void encode(Exchange exchange) {
        Call call = call(exchange.getMessage().getBody(Map.class));
        exchange.setVariable(CALL, call);
        if (dryRun && call.writing()) {
            Map<String, Object> request = new LinkedHashMap<>();
            request.put("system", FacebookPage.SYSTEM);
            request.put("path", call.path());
            request.put("fields", call.fields());
            throw new DryRun(request);
        }
        Map<String, String> fields = new LinkedHashMap<>(call.fields());
        page.proof().ifPresent(proof -> fields.put("appsecret_proof", proof));
        String form = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_URI, page.address() + "/" + call.path());
        message.setHeader(Exchange.HTTP_METHOD, call.writing() ? "POST" : "GET");
        if (call.writing()) {
            message.setHeader(Exchange.CONTENT_TYPE, "application/x-www-form-urlencoded");
            message.setBody(form);
        } else {
            message.setHeader(Exchange.HTTP_RAW_QUERY, form);
            message.setBody(null);
        }
    }

    /** Leaves the answer's object as the body. */
    void decode(Exchange exchange) {
        Call call = exchange.getVariable(CALL, Call.class);
        Message message = exchange.getMessage();
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        String body = message.getBody(String.class);
        if (status != 200) {
            String usage = message.getHeader("X-Business-Use-Case-Usage", String.class);
            throw errors.refusal(call.writing(), status, body == null ? "" : body, usage);
        }
        try {
            Map<String, Object> answer = Json.readObject(body == null ? "" : body);
            message.removeHeaders("*");
            message.setBody(answer);
            exchange.removeVariable(CALL);
        } catch (JsonProblem e) {
            throw errors.unreadable(call.writing());
        }
    }

    /** Says what it means that no answer came. */
    void lost(Exchange exchange) {
        Call call = exchange.getVariable(CALL, Call.class);
        throw errors.lost(call.writing(), exchange.getProperty(Exchange.EXCEPTION_CAUGHT, IOException.class));
    }

    private Call call(Map<?, ?> body) {
        boolean writing = "POST".equals(body.get("method"));
        String edge = String.valueOf(body.get("edge"));
        String object = body.get("object") == null ? page.id() : String.valueOf(body.get("object"));
        if (!object.matches("[0-9_]+") || !edge.matches("[a-z_]*")) {
            throw new IllegalArgumentException("no object and edge of the Graph API: " + object + "/" + edge);
        }
        Map<String, String> fields = new LinkedHashMap<>();
        if (body.get("fields") instanceof Map<?, ?> given) {
            given.forEach((name, value) -> fields.put(String.valueOf(name), String.valueOf(value)));
        }
        return new Call(writing, edge.isEmpty() ? object : object + "/" + edge, fields);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

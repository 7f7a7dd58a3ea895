package io.goldtier.connector.odoo;

import io.goldtier.json.Json;
import io.goldtier.json.JsonProblem;
import io.goldtier.settings.Mode;
import io.goldtier.settings.Settings;
import io.goldtier.skill.DryRun;
import io.goldtier.skill.OutsideException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.http.HttpMethods;
import org.springframework.stereotype.Component;

/**
 * The steps of the route {@code odoo} that YAML cannot say: a call into a request, an answer into a result.
 *
 * <p>The call travels in the variable {@value #CALL}. The key is in no header and no text of the exchange: {@link
 * OdooHttp} adds it to the request on its way out, and {@link OdooBody} does not show its bytes.
 */
@Component("odooWire")
class OdooWire {

    /** The exchange variable that holds the {@link OdooCall}. */
    static final String CALL = "odoo_call";

    private final OdooInstances instances;
    private final OdooSettings settings;
    private final boolean dryRun;
    private final OdooErrors errors;
    private final OdooAnswers answers;

    OdooWire(OdooInstances instances, OdooSettings settings, Settings common, Clock clock) {
        this.instances = instances;
        this.settings = settings;
        this.dryRun = common.mode() == Mode.DRY_RUN;
        this.errors = new OdooErrors(clock);
        this.answers = new OdooAnswers(errors);
    }

    /** Reads the call from the body. */
    void accept(Exchange exchange) {
        OdooCall call = OdooCall.of(exchange.getMessage().getBody(), instances);
        exchange.setVariable(CALL, call);
        if (dryRun && call.isWriting()) {
            Map<String, Object> request = new LinkedHashMap<>();
            request.put("system", OdooErrors.SYSTEM);
            request.put("model", call.model());
            request.put("method", call.method());
            request.put("ids", call.ids());
            request.put("args", call.args());
            throw new DryRun(request);
        }
    }

    /** Turns the call into a request. */
    void encode(Exchange exchange) {
        OdooCall call = call(exchange);
        boolean json2 = call.instance().protocol() == OdooInstance.Protocol.JSON2;
        String path = json2 ? "/json/2/" + call.model() + "/" + call.method() : "/jsonrpc";
        request(exchange, path, new OdooBody(json2 ? OdooRequests.json2(call) : OdooRequests.jsonRpc(call)));
    }

    /** Asks for the version, which needs no key. */
    void encodeVersion(Exchange exchange) {
        request(exchange, "/web/version", null);
    }

    /** Asks for the version as older ones understand it. */
    void encodeOlderVersion(Exchange exchange) {
        request(exchange, "/jsonrpc", new OdooBody(OdooRequests.version()));
    }

    /** Logs in, which the older protocol wants once. */
    void encodeLogin(Exchange exchange) {
        request(
                exchange,
                "/jsonrpc",
                new OdooBody(OdooRequests.login(call(exchange).instance())));
    }

    private void request(Exchange exchange, String path, OdooBody body) {
        OdooInstance odoo = call(exchange).instance();
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_URI, odoo.url() + path);
        message.setHeader(Exchange.HTTP_METHOD, body == null ? HttpMethods.GET : HttpMethods.POST);
        message.setHeader(OdooHttp.DATABASE, odoo.database());
        message.setHeader(OdooHttp.INSTANCE, odoo.name());
        message.setBody(body);
    }

    /** Leaves the bare result as the body. */
    void decode(Exchange exchange) {
        Object result = answers.result(call(exchange), answer(exchange));
        finish(exchange, result);
    }

    /** Chooses the protocol by the version; an Odoo that does not tell is taken for an old one. */
    void decodeVersion(Exchange exchange) {
        OdooCall call = call(exchange);
        OdooAnswers.Answer answer = answer(exchange);
        if (answer.status() >= 500 || answer.status() == 429) {
            throw errors.unnamed(call, answer.status(), answer.retryAfter(), answer.contentType());
        }
        Map<String, Object> told = parsed(answer);
        String version = told.get("version") instanceof String text ? text : "";
        int major = told.get("version_info") instanceof List<?> parts && parts.get(0) instanceof Number first
                ? first.intValue()
                : 0;
        call.instance().speak(major >= 19 ? OdooInstance.Protocol.JSON2 : OdooInstance.Protocol.JSONRPC, version);
    }

    /** Keeps the version for people to see; one that is not told changes nothing. */
    void decodeOlderVersion(Exchange exchange) {
        OdooCall call = call(exchange);
        if (parsed(answer(exchange)).get("result") instanceof Map<?, ?> told
                && told.get("server_version") instanceof String version) {
            call.instance().speak(call.instance().protocol(), version);
        }
    }

    /** The object in an answer; an empty one when it is something else. */
    private static Map<String, Object> parsed(OdooAnswers.Answer answer) {
        try {
            return Json.readObject(new String(answer.body(), StandardCharsets.UTF_8));
        } catch (JsonProblem e) {
            return Map.of();
        }
    }

    /** Keeps the user's id. */
    void decodeLogin(Exchange exchange) {
        OdooCall call = call(exchange);
        call.instance().loggedIn(answers.uid(call, answer(exchange)));
    }

    /** Says what it means that no answer came. */
    void lost(Exchange exchange) {
        IOException cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, IOException.class);
        throw errors.lost(call(exchange), cause);
    }

    private static void finish(Exchange exchange, Object result) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setBody(result);
        exchange.removeVariable(CALL);
    }

    private static OdooCall call(Exchange exchange) {
        return exchange.getVariable(CALL, OdooCall.class);
    }

    private OdooAnswers.Answer answer(Exchange exchange) {
        Message message = exchange.getMessage();
        byte[] body;
        try (InputStream stream = message.getBody(InputStream.class)) {
            long most = settings.maxResponse().toBytes();
            body = stream == null ? new byte[0] : stream.readNBytes((int) Math.min(most + 1, Integer.MAX_VALUE - 8));
            if (body.length > most) {
                throw OdooErrors.trouble(
                        Kind.PERMANENT,
                        "Odoo's answer is longer than " + settings.maxResponse()
                                + ": ask for less, or raise goldtier.odoo.max-response.");
            }
        } catch (IOException e) {
            throw errors.lost(call(exchange), e);
        }
        String type = message.getHeader(Exchange.CONTENT_TYPE, String.class);
        return new OdooAnswers.Answer(
                message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class),
                type == null ? "" : type,
                message.getHeader("Retry-After", String.class),
                body);
    }
}

package io.goldtier.connector.odoo.rpc;

import io.goldtier.json.Json;
import io.goldtier.json.JsonProblem;
import io.goldtier.outside.OutsideRequest;
import io.goldtier.outside.Part;
import io.goldtier.outside.Protocol;
import io.goldtier.outside.http.Answer;
import io.goldtier.outside.http.Wire;
import io.goldtier.skill.effect.OutsideException;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Odoo's two remote protocols: JSON-2 from Odoo 19 on, JSON-RPC before. Which one an Odoo speaks is asked once; JSON-RPC
 * wants a log-in, which is made once however many calls wait for it.
 *
 * <p>A call is a map {@code {model, method, ids, args, context, instance, part, known, leaves, remember, proof}}, of which
 * model and method are needed. What only reads is known by its method; everything else is the effect unless {@code part} says otherwise.
 */
@Component("odooRpc")
class OdooRpc implements Protocol {

    private static final String DATABASE = "X-Odoo-Database";

    private final OdooInstances instances;
    private final OdooErrors errors;
    private final OdooAnswers answers;

    OdooRpc(OdooInstances instances, Clock clock) {
        this.instances = instances;
        this.errors = new OdooErrors(clock);
        this.answers = new OdooAnswers(errors);
    }

    @Override
    public Part part(Map<String, Object> call) {
        return OdooCall.of(call, instances).part();
    }

    @Override
    public boolean hasInstances() {
        return true;
    }

    @Override
    public Object call(Map<String, Object> map, Wire wire) {
        OdooCall call = OdooCall.of(map, instances);
        Optional<Object> known = call.instance().memory().recall(call);
        if (known.isPresent()) {
            return known.get();
        }
        try {
            Object result = send(call, wire);
            call.instance().memory().keep(call, result);
            return result;
        } catch (OutsideException e) {
            if (e.kind() == OutsideException.Kind.PERMANENT && call.isWriting()) {
                // It may have been refused because something is no longer as it was
                call.instance().memory().forget();
            }
            throw e;
        }
    }

    private Object send(OdooCall call, Wire wire) {
        OdooInstance odoo = call.instance();
        getReady(call, wire);
        boolean json2 = odoo.protocol() == OdooInstance.Protocol.JSON2;
        OutsideRequest request = json2
                ? request(odoo, "/json/2/" + call.model() + "/" + call.method(), OdooRequests.json2(call), true)
                : request(odoo, "/jsonrpc", OdooRequests.jsonRpc(call), false);
        return answers.result(call, wire.send(request, call.part()));
    }

    /** Finds out the protocol and logs in, once for all calls that come at the same time. */
    private void getReady(OdooCall call, Wire wire) {
        if (!call.isProtocolUnknown() && !call.isLoginNeeded()) {
            return;
        }
        OdooInstance odoo = call.instance();
        synchronized (odoo) {
            if (call.isProtocolUnknown()) {
                chooseProtocol(call, wire);
            }
            if (call.isLoginNeeded()) {
                Answer answer = wire.send(request(odoo, "/jsonrpc", OdooRequests.login(odoo), false), Part.READ);
                odoo.loggedIn(answers.uid(call, answer));
            }
        }
    }

    /** By the version; an Odoo that does not tell is taken for an old one. */
    private void chooseProtocol(OdooCall call, Wire wire) {
        OdooInstance odoo = call.instance();
        Answer answer = wire.send(request(odoo, "/web/version", null, false), Part.READ);
        if (answer.status() >= 500 || answer.status() == 429) {
            throw errors.unnamed(call, answer);
        }
        Map<String, Object> told = parsed(answer);
        String version = told.get("version") instanceof String text ? text : "";
        int major = told.get("version_info") instanceof List<?> parts && parts.get(0) instanceof Number first
                ? first.intValue()
                : 0;
        if (version.isEmpty()) {
            version = olderVersion(odoo, wire);
        }
        odoo.speak(major >= 19 ? OdooInstance.Protocol.JSON2 : OdooInstance.Protocol.JSONRPC, version);
    }

    /** Odoo 18 and older have no such address; they tell over JSON-RPC, for people to see. */
    private static String olderVersion(OdooInstance odoo, Wire wire) {
        Answer answer = wire.send(request(odoo, "/jsonrpc", OdooRequests.version(), false), Part.READ);
        return parsed(answer).get("result") instanceof Map<?, ?> told
                        && told.get("server_version") instanceof String text
                ? text
                : "";
    }

    /** The object in an answer; an empty one when it is something else. */
    private static Map<String, Object> parsed(Answer answer) {
        try {
            return Json.readObject(answer.text());
        } catch (JsonProblem e) {
            return Map.of();
        }
    }

    private static OutsideRequest request(OdooInstance odoo, String path, byte[] body, boolean withKey) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(DATABASE, odoo.database());
        Map<String, String> credentials =
                withKey && odoo.apiKey() != null ? Map.of("Authorization", "bearer " + odoo.apiKey()) : Map.of();
        return new OutsideRequest(
                body == null ? "GET" : "POST",
                URI.create(odoo.url() + path),
                headers,
                credentials,
                body == null ? null : "application/json",
                body);
    }
}

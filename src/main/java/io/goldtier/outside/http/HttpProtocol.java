package io.goldtier.outside.http;

import io.goldtier.json.Json;
import io.goldtier.json.JsonProblem;
import io.goldtier.outside.OutsideRequest;
import io.goldtier.outside.OutsideSystem;
import io.goldtier.outside.Part;
import io.goldtier.outside.Protocol;
import io.goldtier.outside.SystemSettings;
import io.goldtier.skill.effect.OutsideException;
import io.goldtier.skill.effect.OutsideException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;

/**
 * Calls over HTTP with JSON answers: a map {@code {method, path, query, headers, json | form | multipart | bytes, part,
 * known, expects, leaves, keeps}}.
 *
 * <p>GET and HEAD read; everything else is the effect unless {@code part} says otherwise. {@code path} is a text, or a list
 * of names that are encoded one by one, as it must be where one comes from outside; {@code {name}} in it stands for the
 * setting of that name. {@code known} names outputs of the skill with the paths in the answer where they
 * stand; an answer to what writes that has nothing at a path in {@code expects} is no answer. {@code leaves} says what a
 * preparation leaves behind when the effect does not come; {@code keeps} names what of its answer is kept with the action, for
 * later attempts, by the paths where it stands.
 */
public final class HttpProtocol implements Protocol {

    private final OutsideSystem system;
    private final SystemSettings settings;
    private final Clock clock;

    /** The way to the system of this card, with its settings. */
    public HttpProtocol(OutsideSystem system, SystemSettings settings, Clock clock) {
        this.system = system;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Part part(Map<String, Object> call) {
        HttpCall.fault(system, call, Set.of()).ifPresent(fault -> {
            throw new IllegalArgumentException(fault.sentence());
        });
        Object part = call.get("part");
        if (part != null) {
            return Part.of(part);
        }
        return Set.of("GET", "HEAD").contains(method(call)) ? Part.READ : Part.EFFECT;
    }

    private static String method(Map<String, Object> call) {
        return String.valueOf(call.getOrDefault("method", "GET")).toUpperCase(Locale.ROOT);
    }

    @Override
    public Map<String, Object> shown(Map<String, Object> call) {
        return call;
    }

    @Override
    public Object call(Map<String, Object> call, Wire wire) {
        Part part = part(call);
        String base = address();
        Authorization.Credentials credentials = system.authorization().credentials(system, settings);
        RequestSigner.Proof proof = proof(call, base, wire);
        Answer answer = credentials.hidden(proof, wire.send(request(call, base, credentials, proof), part));
        if (answer.status() == 401 && system.signer() != null && system.signer().renew(proof, signing(base), wire)) {
            proof = proof(call, base, wire);
            answer = credentials.hidden(proof, wire.send(request(call, base, credentials, proof), part));
        }
        boolean writing = part != Part.READ;
        if (!answer.isSuccess() || system.rules().refuses(answer)) {
            throw system.rules().refusal(system, answer, writing, clock);
        }
        try {
            return answer.json();
        } catch (JsonProblem e) {
            throw new OutsideException(
                            writing ? Kind.IN_DOUBT : Kind.TRANSIENT,
                            system.name(),
                            system.title() + "'s answer cannot be read.",
                            null,
                            e)
                    .answered();
        }
    }

    private String address() {
        if (SystemSettings.names(system.address()).stream()
                .anyMatch(name -> settings.find(name).isEmpty())) {
            throw new OutsideException(
                    settings.isSandbox() && system.sandboxValues().containsKey("url")
                            ? Kind.TRANSIENT
                            : Kind.AUTHENTICATION,
                    system.name(),
                    notSetUp());
        }
        String address = settings.fill(system.address()).replaceAll("/+$", "");
        if (settings.isSandbox() && !SystemSettings.isHere(address)) {
            throw new OutsideException(
                    Kind.AUTHENTICATION,
                    system.name(),
                    system.title() + " cannot be used in sandbox mode: nothing leaves this machine.");
        }
        return address;
    }

    private RequestSigner.Settings signing(String base) {
        return new RequestSigner.Settings() {
            @Override
            public Optional<String> apply(String name) {
                return settings.secret(name);
            }

            @Override
            public String key(String name) {
                return settings.key(name);
            }

            @Override
            public String address() {
                return base;
            }
        };
    }

    private RequestSigner.Proof proof(Map<String, Object> call, String base, Wire wire) {
        if (system.signer() == null) {
            return RequestSigner.Proof.NONE;
        }
        URI address = address(call, base, Map.of(), "");
        return system.signer()
                .proof(
                        new RequestSigner.Unsigned(method(call), address, fields(call.get("form"))),
                        signing(base),
                        wire);
    }

    private URI address(Map<String, Object> call, String base, Map<String, String> more, String last) {
        List<String> query = new ArrayList<>();
        fields(call.get("query")).forEach((name, value) -> query.add(encoded(name) + "=" + encoded(value)));
        more.forEach((name, value) -> query.add(encoded(name) + "=" + encoded(value)));
        if (!last.isEmpty()) {
            query.add(last);
        }
        String path = path(call.get("path"));
        return uri(base + path + (query.isEmpty() ? "" : (path.contains("?") ? "&" : "?") + String.join("&", query)));
    }

    private OutsideRequest request(
            Map<String, Object> call, String base, Authorization.Credentials credentials, RequestSigner.Proof proof) {
        Map<String, Object> form = fields(call.get("form"));
        boolean hasForm = call.containsKey("form");
        if (hasForm) {
            form.putAll(proof.fields());
        }
        URI address = address(call, base, hasForm ? Map.of() : proof.fields(), credentials.query());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "application/json");
        fields(call.get("headers")).forEach((name, value) -> headers.put(name, String.valueOf(value)));
        Body body = body(call, form);
        Map<String, String> secret = new LinkedHashMap<>(credentials.headers());
        secret.putAll(proof.headers());
        return new OutsideRequest(method(call), address, headers, secret, body.type(), body.bytes());
    }

    private String notSetUp() {
        String missing = SystemSettings.names(system.address()).stream()
                .filter(name -> settings.find(name).isEmpty())
                .map(settings::key)
                .collect(Collectors.joining(", "));
        return settings.isSandbox()
                ? system.title() + " cannot be used in sandbox mode: nothing leaves this machine, and " + missing
                        + " names no address on it."
                : system.title() + " is not set up: " + missing + " is not set.";
    }

    /** A text with the names of settings in braces, or a list of names of which each is encoded for itself. */
    private String path(Object given) {
        if (given instanceof List<?> names) {
            return names.stream()
                    .map(String::valueOf)
                    .map(settings::fill)
                    .map(name -> encoded(name).replace("+", "%20"))
                    .collect(Collectors.joining("/", "/", ""));
        }
        return settings.fill(String.valueOf(given));
    }

    private URI uri(String address) {
        try {
            return URI.create(address);
        } catch (IllegalArgumentException e) {
            // Its cause would tell the whole address, with a key that goes into the query
            throw new IllegalArgumentException("A call of outside:" + system.name()
                    + " has a path that is no address: give it as a list of names, which are encoded.");
        }
    }

    private record Body(String type, byte[] bytes) {}

    private Body body(Map<String, Object> call, Map<String, Object> form) {
        if (call.containsKey("json")) {
            return new Body("application/json", Json.write(call.get("json")).getBytes(StandardCharsets.UTF_8));
        }
        if (call.containsKey("form")) {
            String text = form.entrySet().stream()
                    .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                    .collect(Collectors.joining("&"));
            return new Body("application/x-www-form-urlencoded", text.getBytes(StandardCharsets.UTF_8));
        }
        if (call.containsKey("multipart")) {
            return multipart(fields(call.get("multipart")));
        }
        if (call.get("bytes") instanceof byte[] bytes) {
            return new Body("application/octet-stream", bytes);
        }
        if (call.get("bytes") instanceof String base64) {
            return new Body("application/octet-stream", Base64.getDecoder().decode(base64));
        }
        return new Body(null, null);
    }

    /** Texts, and files as {@code {name, type, bytes}} with the bytes as such or in Base64. */
    private static Body multipart(Map<String, Object> parts) {
        MultipartEntityBuilder builder = MultipartEntityBuilder.create();
        parts.forEach((name, value) -> {
            if (value instanceof Map<?, ?> file) {
                Object bytes = file.get("bytes");
                Object type = file.get("type");
                builder.addBinaryBody(
                        name,
                        bytes instanceof byte[] raw ? raw : Base64.getDecoder().decode(String.valueOf(bytes)),
                        ContentType.parse(type == null ? "application/octet-stream" : String.valueOf(type)),
                        String.valueOf(file.get("name")));
            } else {
                builder.addTextBody(
                        name, String.valueOf(value), ContentType.TEXT_PLAIN.withCharset(StandardCharsets.UTF_8));
            }
        });
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (HttpEntity entity = builder.build()) {
            entity.writeTo(bytes);
            return new Body(entity.getContentType(), bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> fields(Object given) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (given instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                if (value != null) {
                    fields.put(String.valueOf(name), value);
                }
            });
        }
        return fields;
    }

    private static String encoded(Object value) {
        return URLEncoder.encode(String.valueOf(value), StandardCharsets.UTF_8);
    }
}

package io.goldtier.outside;

import io.goldtier.json.Json;
import io.goldtier.outside.http.Answer;
import io.goldtier.outside.http.HttpProtocol;
import io.goldtier.outside.http.Wire;
import io.goldtier.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;

/**
 * Outside systems without a wire: their cards, protocols, effect marks and tables of answers are the program's own, and only
 * what the far end would answer is said by the test.
 *
 * <p>A call is known by what it is and what it asks for: {@code GET /2/users/me}, {@code effect POST /2/tweets},
 * {@code account.move read}, {@code preparation account.move load}.
 */
public final class OutsideAlone extends OutsideSystems {

    private final CamelContext camel;
    private final Clock clock;
    private final Map<String, SystemCalls> open = new HashMap<>();
    private final List<String> called = new ArrayList<>();
    private final Map<String, Map<String, Object>> sent = new HashMap<>();
    private final Map<String, Deque<Object>> answers = new HashMap<>();

    /** The systems whose cards are in this Camel's registry. */
    public OutsideAlone(CamelContext camel, Environment environment, Settings settings, Clock clock) {
        super(camel, environment, settings, null, clock);
        this.camel = camel;
        this.clock = clock;
    }

    /** {@code outside:}. */
    public Component component() {
        return new OutsideComponent(camel, new ObjectProvider<>() {
            @Override
            public OutsideSystems getObject() {
                return OutsideAlone.this;
            }
        });
    }

    @Override
    public SystemCalls calls(String name) {
        return open.computeIfAbsent(name, system -> {
            OutsideSystem card = find(system).orElseThrow();
            Protocol spoken = card.protocol() == null ? new HttpProtocol(card, settings(card), clock) : card.protocol();
            return new SystemCalls(card, new Spoken(spoken), null, null, false, clock);
        });
    }

    private final class Spoken implements Protocol {

        private final Protocol protocol;

        Spoken(Protocol protocol) {
            this.protocol = protocol;
        }

        @Override
        public Part part(Map<String, Object> call) {
            return protocol.part(call);
        }

        @Override
        public boolean hasInstances() {
            return protocol.hasInstances();
        }

        @Override
        public Map<String, Object> shown(Map<String, Object> call) {
            return protocol.shown(call);
        }

        @Override
        public Object call(Map<String, Object> call, Wire wire) {
            String name = name(call, part(call));
            return protocol.call(call, new Wire() {
                @Override
                public void begins(Part part) {
                    wire.begins(part);
                    called.add(name);
                    sent.put(name, call);
                }

                @Override
                public Answer send(OutsideRequest request, Part part) {
                    begins(part);
                    Object answer = answer(name);
                    return answer instanceof Answer whole ? whole : body(200, Json.write(answer));
                }
            });
        }
    }

    private static String name(Map<String, Object> call, Part part) {
        Stream<Object> asked = call.containsKey("model")
                ? Stream.of(call.get("model"), call.get("method"))
                : Stream.of(call.getOrDefault("method", "GET"), path(call.get("path")));
        return Stream.concat(
                        part == Part.READ ? Stream.of() : Stream.of(part.name().toLowerCase(Locale.ROOT)), asked)
                .map(String::valueOf)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String path(Object path) {
        if (path instanceof List<?> names) {
            return names.stream().map(String::valueOf).collect(Collectors.joining("/", "/", ""));
        }
        return path == null ? "" : path.toString();
    }

    /** The next answer to this call, for protocols of the test's own. */
    public Object answer(String call) {
        Deque<Object> next = answers.get(call);
        if (next == null) {
            throw new IllegalStateException("The test does not say what is answered to " + call);
        }
        Object answer = next.size() > 1 ? next.poll() : next.peek();
        if (answer instanceof RuntimeException trouble) {
            throw trouble;
        }
        return answer;
    }

    /** An answer of this status. */
    public static Answer body(int status, String text) {
        return new Answer(
                status,
                text.startsWith("<") ? Map.of("content-type", "text/html") : Map.of("content-type", "application/json"),
                text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A call is answered so, the last answer from then on: what becomes JSON, an {@link Answer} as it is, and an exception is
     * thrown.
     */
    public void when(String call, Object... answered) {
        answers.put(call, new ArrayDeque<>(List.of(answered)));
    }

    /** The calls that went out, in order. */
    public List<String> called() {
        return called;
    }

    /** What was sent by this call the last time. */
    public Map<String, Object> sent(String call) {
        return sent.get(call);
    }

    /** Nothing was called, and nothing is answered any more. */
    public void forget() {
        called.clear();
        sent.clear();
        answers.clear();
    }
}

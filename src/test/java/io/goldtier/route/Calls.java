package io.goldtier.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** Stand-ins for what routes call: they note what was called and with what, in order, and answer what the test says. */
final class Calls {

    private final List<String> called = new ArrayList<>();
    private final Map<String, Object> sent = new HashMap<>();
    private final Map<String, Function<Exchange, Object>> answers = new HashMap<>();

    /** What all calls of this scheme come to; the address of a call is {@code SCHEME:NAME}, with the options that matter. */
    Component component(String scheme, String... options) {
        return new DefaultComponent() {
            @Override
            protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
                StringBuilder address = new StringBuilder(scheme + ":" + name);
                for (String option : options) {
                    address.append('?').append(option).append('=').append(parameters.get(option));
                }
                parameters.clear();
                return new StandIn(uri, this, address.toString());
            }
        };
    }

    private final class StandIn extends DefaultEndpoint {

        private final String address;

        StandIn(String uri, Component component, String address) {
            super(uri, component);
            this.address = address;
        }

        @Override
        public Producer createProducer() {
            return new DefaultProducer(this) {
                @Override
                public void process(Exchange exchange) {
                    answer(address, exchange);
                }
            };
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new UnsupportedOperationException("nothing comes from a stand-in");
        }
    }

    /** What stands in the place of the route at this address. */
    Processor route(String address) {
        return exchange -> answer(address, exchange);
    }

    private void answer(String address, Exchange exchange) {
        called.add(address);
        sent.put(address, exchange.getMessage().getBody());
        exchange.getMessage()
                .setBody(answers.getOrDefault(address, nothing -> null).apply(exchange));
    }

    /** A call of this address is answered so; a {@link RuntimeException} is thrown. Without an answer it leaves null. */
    void when(String address, Object answer) {
        whenAsked(address, exchange -> {
            if (answer instanceof RuntimeException trouble) {
                throw trouble;
            }
            return answer;
        });
    }

    /** What a call of this address is answered depends on it. */
    void whenAsked(String address, Function<Exchange, Object> answer) {
        answers.put(address, answer);
    }

    /** Notes what a bean of the test does among the calls. */
    void note(String what) {
        called.add(what);
    }

    /** What was called, in order. */
    List<String> called() {
        return called;
    }

    /** What was sent to this address the last time. */
    Object sent(String address) {
        return sent.get(address);
    }

    /** Nothing was called, and nothing is answered any more. */
    void forget() {
        called.clear();
        sent.clear();
        answers.clear();
    }
}

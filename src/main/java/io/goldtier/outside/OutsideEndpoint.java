package io.goldtier.outside;

import io.goldtier.json.Json;
import io.goldtier.skill.effect.Attempt;
import java.util.Map;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** One outside system's address. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "outside",
        title = "Outside System",
        syntax = "outside:system",
        producerOnly = true,
        category = Category.HTTP,
        generateConfigurer = false)
final class OutsideEndpoint extends DefaultEndpoint {

    private final OutsideComponent component;

    /** The outside system, by the name of its card. */
    @UriPath(name = "system", description = "The outside system, by the name of its card.")
    @Metadata(required = true)
    private final String name;

    OutsideEndpoint(String uri, OutsideComponent component, String name) {
        super(uri, component);
        this.component = component;
        this.name = name;
    }

    @Override
    public Producer createProducer() {
        return new DefaultProducer(this) {
            @Override
            protected void doStart() throws Exception {
                super.doStart();
                component.systems().calls(name);
            }

            @Override
            public void process(Exchange exchange) {
                SystemCalls system = component.systems().calls(name);
                Map<String, Object> call = body(exchange);
                if (system.hasInstances() && exchange.getVariable("input") instanceof Map<?, ?> input) {
                    Object instance = input.get("instance");
                    if (instance != null) {
                        call.putIfAbsent("instance", instance);
                    }
                }
                Object result = system.call(call, Attempt.of(exchange));
                exchange.getMessage().removeHeaders("*");
                exchange.getMessage().setBody(result);
            }
        };
    }

    private Map<String, Object> body(Exchange exchange) {
        if (!(exchange.getMessage().getBody() instanceof Map<?, ?> body)) {
            throw new IllegalArgumentException("A call of outside:" + name + " needs a map as its body, was: "
                    + exchange.getMessage().getBody());
        }
        return Json.fields(body);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("outside: only takes calls; nothing comes from it");
    }
}

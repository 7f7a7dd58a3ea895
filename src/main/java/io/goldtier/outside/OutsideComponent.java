package io.goldtier.outside;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * {@code outside:SYSTEM}: calls an outside system as its card says. Takes the call, a map, as the body and leaves the
 * answer; a card without a protocol of its own takes {@code {method, path, query, headers, json | form | multipart |
 * bytes, part, known, leaves}}.
 */
@Component("outside")
class OutsideComponent extends DefaultComponent {

    private final ObjectProvider<OutsideSystems> systems;

    OutsideComponent(CamelContext camel, ObjectProvider<OutsideSystems> systems) {
        super(camel);
        this.systems = systems;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
        return new OutsideEndpoint(uri, this, name);
    }

    OutsideSystems systems() {
        return systems.getObject();
    }
}

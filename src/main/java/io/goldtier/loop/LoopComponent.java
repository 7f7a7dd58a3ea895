package io.goldtier.loop;

import io.goldtier.loop.recovery.LoopRecovery;
import io.goldtier.trigger.Triggers;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultComponent;
import org.springframework.stereotype.Component;

/** {@code loop:ready?workers=N}: a route from here gets every loop that can go on, several at once. */
@Component("loop")
class LoopComponent extends DefaultComponent {

    private final Loops loops;
    private final LoopRecovery recovery;
    private final Triggers triggers;

    LoopComponent(CamelContext camel, Loops loops, LoopRecovery recovery, Triggers triggers) {
        super(camel);
        this.loops = loops;
        this.recovery = recovery;
        this.triggers = triggers;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        if (!remaining.equals("ready")) {
            throw new IllegalArgumentException("The address must be loop:ready, was: " + uri);
        }
        int workers = getAndRemoveParameter(parameters, "workers", Integer.class, LoopEndpoint.WORKERS);
        if (workers < 1 || workers > 64) {
            throw new IllegalArgumentException("workers of loop:ready must be between 1 and 64, was: " + workers);
        }
        return new LoopEndpoint(uri, this, workers);
    }

    Consumer consumer(LoopEndpoint endpoint, Processor processor, int workers) {
        return new LoopConsumer(endpoint, processor, workers, loops, recovery, triggers);
    }
}

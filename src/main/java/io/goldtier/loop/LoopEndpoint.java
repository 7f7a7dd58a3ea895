package io.goldtier.loop;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** Where loops come from that can go on. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "loop",
        title = "Loop",
        syntax = "loop:what",
        consumerOnly = true,
        category = Category.WORKFLOW,
        generateConfigurer = false)
final class LoopEndpoint extends DefaultEndpoint {

    static final int WORKERS = 16;

    private final LoopComponent component;

    /** Which loops: those that can go on. */
    @UriPath(enums = "ready", description = "Which loops: those that can go on.")
    @Metadata(required = true)
    private final String what = "ready";

    /** How many loops are worked on at once, 1 to 64. */
    @UriParam(label = "consumer", defaultValue = "16", description = "How many loops are worked on at once, 1 to 64.")
    private final int workers;

    LoopEndpoint(String uri, LoopComponent component, int workers) {
        super(uri, component);
        this.component = component;
        this.workers = workers;
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        return component.consumer(this, processor, workers);
    }

    @Override
    public Producer createProducer() {
        throw new IllegalArgumentException("Nothing can be sent to loop:" + what + "; work comes in as triggers.");
    }
}

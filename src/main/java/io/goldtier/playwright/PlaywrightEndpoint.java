package io.goldtier.playwright;

import io.goldtier.playwright.call.Operation;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** What is done with pages. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "playwright",
        title = "Playwright",
        syntax = "playwright:operation",
        producerOnly = true,
        category = {Category.HTTP},
        generateConfigurer = false)
final class PlaywrightEndpoint extends DefaultEndpoint {

    private final PlaywrightComponent component;

    /** What is done with the page. */
    @UriPath(name = "operation", enums = "fill,look,extract,screenshot", description = "What is done with the page.")
    @Metadata(required = true)
    private final Operation operation;

    /** How long a call may take that names no time itself, in milliseconds. */
    @UriParam(
            label = "producer",
            defaultValue = "30000",
            description = "How long a call may take that names no time itself, from 5000 to 60000 milliseconds.")
    private int timeoutMs;

    PlaywrightEndpoint(String uri, PlaywrightComponent component, Operation operation) {
        super(uri, component);
        this.component = component;
        this.operation = operation;
    }

    void setTimeoutMs(int timeoutMs) {
        this.timeoutMs = timeoutMs;
    }

    int timeoutMs() {
        return timeoutMs;
    }

    Operation operation() {
        return operation;
    }

    PlaywrightComponent component() {
        return component;
    }

    @Override
    public Producer createProducer() {
        return new PlaywrightProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("playwright: only takes calls; nothing comes from it");
    }

    @Override
    public boolean isSingleton() {
        return true;
    }
}

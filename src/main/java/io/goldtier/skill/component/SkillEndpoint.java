package io.goldtier.skill.component;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** One skill's address. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "skill",
        title = "Skill",
        syntax = "skill:name",
        category = Category.CORE,
        generateConfigurer = false)
final class SkillEndpoint extends DefaultEndpoint {

    private final SkillComponent component;

    /** The skill, which is the route's and its file's name, too. */
    @UriPath(description = "The skill, which is the route's and its file's name, too.")
    @Metadata(required = true)
    private final String name;

    /** False when whoever calls records the outcome itself and wants to see it as the body, whatever it is. */
    @UriParam(
            label = "producer",
            defaultValue = "true",
            description = "False when whoever calls records the outcome itself and wants to see it as the body,"
                    + " whatever it is.")
    private boolean settle = true;

    SkillEndpoint(String uri, SkillComponent component, String name) {
        super(uri, component);
        this.component = component;
        this.name = name;
    }

    /** False when whoever calls records the outcome itself and wants to see it as the body, whatever it is. */
    void setSettle(boolean settle) {
        this.settle = settle;
    }

    String name() {
        return name;
    }

    SkillComponent component() {
        return component;
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        return new SkillConsumer(this, processor);
    }

    @Override
    public Producer createProducer() {
        return new DefaultProducer(this) {
            @Override
            public void process(Exchange exchange) {
                component.calls().fromRoute(name, exchange, settle);
            }
        };
    }
}

package io.goldtier.trigger;

import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.stereotype.Component;

/** Stops the start with one sentence when a rule card is out of order. */
@Component
class RulesCheck implements CamelContextConfiguration {

    private final Rules rules;

    RulesCheck(Rules rules) {
        this.rules = rules;
    }

    @Override
    public void beforeApplicationStart(CamelContext camel) {
        // The cards are not there yet
    }

    @Override
    public void afterApplicationStart(CamelContext camel) {
        rules.check();
    }
}

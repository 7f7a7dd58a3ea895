package io.goldtier.trigger;

import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Stops the start with one sentence when a rule card is out of order. */
@Component
class RulesCheck {

    private final Rules rules;

    RulesCheck(Rules rules) {
        this.rules = rules;
    }

    @EventListener(ApplicationStartedEvent.class)
    void check() {
        rules.check();
    }
}

package io.goldtier.agent.client;

import io.goldtier.agent.Agent;
import io.goldtier.agent.Decision;
import io.goldtier.agent.DecisionForm;
import io.goldtier.trigger.Action;
import io.goldtier.trigger.Trigger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * The agent that is Claude Code, or another client of the loop's MCP server. It decides there; what it has decided is
 * carried out here as what every other agent decides. Until it has, the loop waits for it.
 */
@Component(ClaudeCodeAgent.NAME)
public class ClaudeCodeAgent implements Agent {

    /** What settings and rules call it. */
    public static final String NAME = "claude_code";

    /** What a loop waits for while it is the client's turn. */
    public static final String TURN = "Claude Code";

    /** How often it is looked after by itself. */
    private static final Duration LOOK = Duration.ofDays(1);

    private final Orders orders;
    private final Clock clock;

    ClaudeCodeAgent(Orders orders, Clock clock) {
        this.orders = orders;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean thinks() {
        return true;
    }

    @Override
    public Decision next(Trigger trigger, List<Action> plan, History history) {
        Instant now = clock.instant();
        return DecisionForm.held(orders.last(trigger.triggerId()), plan, now)
                .orElseGet(() -> new Decision.WaitUntil(now.plus(LOOK), TURN));
    }
}

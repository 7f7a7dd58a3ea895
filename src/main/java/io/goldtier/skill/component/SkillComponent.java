package io.goldtier.skill.component;

import io.goldtier.skill.SkillCalls;
import io.goldtier.skill.Skills;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * {@code skill:NAME}. As a {@code from} it publishes the route as the skill of that name; as a {@code to} it sends the
 * body, a map, through the gate to that skill, and leaves its output as the body.
 */
@Component("skill")
class SkillComponent extends DefaultComponent {

    private final Skills skills;
    private final ObjectProvider<SkillCalls> calls;

    SkillComponent(CamelContext camel, Skills skills, ObjectProvider<SkillCalls> calls) {
        super(camel);
        this.skills = skills;
        this.calls = calls;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
        SkillEndpoint endpoint = new SkillEndpoint(uri, this, name);
        endpoint.setSettle(getAndRemoveParameter(parameters, "settle", Boolean.class, true));
        return endpoint;
    }

    Skills skills() {
        return skills;
    }

    SkillCalls calls() {
        return calls.getObject();
    }
}

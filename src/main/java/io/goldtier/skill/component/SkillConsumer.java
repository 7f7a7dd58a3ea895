package io.goldtier.skill.component;

import io.goldtier.skill.Skill;
import io.goldtier.skill.Skills;
import io.goldtier.skill.effect.Drawn;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.support.DefaultConsumer;

/** Publishes a started route as a skill, after checking that card, route and file go by one name. */
final class SkillConsumer extends DefaultConsumer {

    private final SkillEndpoint endpoint;

    SkillConsumer(SkillEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        String name = endpoint.name();
        Route route = getRoute();
        Skills skills = endpoint.component().skills();
        if (skills.find(name).isEmpty()) {
            throw new IllegalArgumentException("The route from skill:" + name + " has no card: add a beans entry named "
                    + name + " of type " + Skill.class.getName() + " to its file.");
        }
        if (!name.equals(route.getRouteId())) {
            throw new IllegalArgumentException("The route from skill:" + name + " must have the id " + name + ", was: "
                    + route.getRouteId() + ".");
        }
        if (route.getSourceResource() != null) {
            String location = route.getSourceResource().getLocation();
            String file = location.substring(Math.max(location.lastIndexOf('/'), location.lastIndexOf(':')) + 1);
            if (!file.equals(name + ".camel.yaml")) {
                throw new IllegalArgumentException(
                        "The file of skill " + name + " must be named " + name + ".camel.yaml, was: " + file + ".");
            }
            try (InputStream text = route.getSourceResource().getInputStream()) {
                Drawn.differing(new String(text.readAllBytes(), StandardCharsets.UTF_8))
                        .ifPresent(sentence -> {
                            throw new IllegalArgumentException("The route of skill " + name + ": " + sentence);
                        });
            }
        }
        skills.started(name, getProcessor());
    }

    @Override
    protected void doStop() throws Exception {
        endpoint.component().skills().stopped(endpoint.name(), getProcessor());
        super.doStop();
    }

    @Override
    protected void doSuspend() throws Exception {
        endpoint.component().skills().stopped(endpoint.name(), getProcessor());
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        endpoint.component().skills().started(endpoint.name(), getProcessor());
    }
}

package io.goldtier.agent.model;

import io.goldtier.agent.StepCheck;
import io.goldtier.settings.Settings;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** The agent {@code model}, when there is a model; without one, no class of the library behind it is loaded. */
@Configuration(proxyBeanMethods = false)
@Conditional(ModelConfiguration.WhenSet.class)
class ModelConfiguration {

    /** True when the settings name a model. */
    static final class WhenSet implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            String name = context.getEnvironment().getProperty("goldtier.agent.model.name", "");
            return !name.isBlank();
        }
    }

    @Bean(destroyMethod = "close")
    ChatClient chatClient(ModelSettings settings, Settings shared) {
        if (!settings.mayBeAsked(shared.mode())) {
            throw new IllegalArgumentException(settings.refusal());
        }
        return new ChatClient(settings);
    }

    @Bean
    Thinker thinker(ModelSettings settings, ChatClient client, StepCheck check, Thoughts thoughts, Clock clock) {
        return new Thinker(settings, client, new Tools(check, clock), thoughts, clock);
    }

    @Bean("model")
    ModelAgent modelAgent(ModelSettings settings, Thinker thinker, Thoughts thoughts, StepCheck check, Clock clock) {
        return new ModelAgent(settings, thinker, thoughts, check, clock);
    }
}

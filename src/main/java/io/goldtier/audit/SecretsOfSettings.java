package io.goldtier.audit;

import java.util.Arrays;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.stereotype.Component;

/** Teaches the redaction every secret among the settings, so that none can get into a log by way of a message. */
@Component
class SecretsOfSettings {

    SecretsOfSettings(ConfigurableEnvironment environment) {
        environment.getPropertySources().stream()
                .filter(EnumerablePropertySource.class::isInstance)
                .flatMap(source -> Arrays.stream(((EnumerablePropertySource<?>) source).getPropertyNames()))
                .filter(Redaction::isSecretName)
                // Where a secret may be shown is no secret
                .filter(name -> !name.endsWith(".host"))
                .forEach(name -> Redaction.learn(environment.getProperty(name)));
    }
}

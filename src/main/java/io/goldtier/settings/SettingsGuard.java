package io.goldtier.settings;

import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Stops the start before anything is opened or made when a setting is wrong. */
@Component
class SettingsGuard implements BeanFactoryPostProcessor, EnvironmentAware {

    private static final String OURS = "io.goldtier.";

    private ConfigurableEnvironment environment;

    @Override
    public void setEnvironment(Environment environment) {
        this.environment = (ConfigurableEnvironment) environment;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        List<Class<?>> records = new ArrayList<>();
        for (String name : beans.getBeanNamesForAnnotation(ConfigurationProperties.class)) {
            Class<?> type = beans.getType(name, false);
            if (type != null && type.getName().startsWith(OURS)) {
                records.add(type);
            }
        }
        List<String> wrong = SettingsCheck.of(environment, records);
        if (!wrong.isEmpty()) {
            throw new WrongSettings(SettingsCheck.together(wrong));
        }
    }

    /** The start cannot go on; the message is for people. */
    static final class WrongSettings extends RuntimeException {

        WrongSettings(String message) {
            super(message);
        }
    }
}

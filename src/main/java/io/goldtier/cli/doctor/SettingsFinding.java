package io.goldtier.cli.doctor;

import io.goldtier.settings.SettingsCheck;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** Asks of the settings what the start asks, so that a wrong one is found before it. */
final class SettingsFinding {

    private static final String SUBJECT = "settings";

    private SettingsFinding() {}

    static Finding check(ConfigurableEnvironment environment) {
        List<String> wrong = SettingsCheck.of(environment, records());
        return wrong.isEmpty()
                ? Finding.ok(SUBJECT, "all names are known and all values are valid")
                : Finding.fault(SUBJECT, String.join("; ", wrong));
    }

    private static List<Class<?>> records() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        List<Class<?>> found = new ArrayList<>();
        scanner.findCandidateComponents("io.goldtier")
                .forEach(bean -> found.add(ClassUtils.resolveClassName(
                        String.valueOf(bean.getBeanClassName()), SettingsFinding.class.getClassLoader())));
        return found;
    }
}

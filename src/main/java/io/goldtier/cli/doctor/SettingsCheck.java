package io.goldtier.cli.doctor;

import io.goldtier.settings.SettingFault;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** Binds every settings record of the project as the start would, so that a wrong value is found before it. */
final class SettingsCheck {

    private static final String SUBJECT = "settings";

    private SettingsCheck() {}

    static Finding check(ConfigurableEnvironment environment) {
        Binder binder = Binder.get(environment);
        List<String> wrong = new ArrayList<>();
        List<Class<?>> records = records();
        for (Class<?> type : records) {
            try {
                binder.bindOrCreate(
                        type.getAnnotation(ConfigurationProperties.class).value(), type);
            } catch (BindException e) {
                wrong.add(SettingFault.sentence(e));
            }
        }
        return wrong.isEmpty()
                ? Finding.ok(SUBJECT, "all values are valid")
                : Finding.fault(SUBJECT, String.join("; ", wrong));
    }

    private static List<Class<?>> records() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        List<Class<?>> found = new ArrayList<>();
        scanner.findCandidateComponents("io.goldtier")
                .forEach(bean -> found.add(ClassUtils.resolveClassName(
                        String.valueOf(bean.getBeanClassName()), SettingsCheck.class.getClassLoader())));
        return found;
    }
}

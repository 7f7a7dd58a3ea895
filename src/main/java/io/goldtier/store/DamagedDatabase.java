package io.goldtier.store;

import io.goldtier.settings.Settings;
import java.sql.SQLException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Says which file is damaged when that ends a start; SQLite itself does not. {@code spring.factories} names it. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class DamagedDatabase extends AbstractFailureAnalyzer<SQLException> {

    private final Environment environment;

    DamagedDatabase(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SQLException cause) {
        if (!StoreLook.isDamage(cause)) {
            return null;
        }
        Settings settings = Binder.get(environment).bindOrCreate("goldtier", Settings.class);
        // It may be another database, such as the sandbox's
        return StoreLook.at(environment, settings.data())
                .fault()
                .map(sentence -> new FailureAnalysis(sentence + ".", "", cause))
                .orElse(null);
    }
}

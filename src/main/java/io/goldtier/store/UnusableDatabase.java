package io.goldtier.store;

import io.goldtier.settings.Settings;
import io.goldtier.store.database.DatabaseFault;
import java.sql.SQLException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Says what is wrong with the database when that ends a start: which file is damaged, why a server does not let us in.
 * {@code spring.factories} names it.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnusableDatabase extends AbstractFailureAnalyzer<SQLException> {

    private final Environment environment;

    UnusableDatabase(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SQLException cause) {
        if (!StoreLook.isDamage(cause) && !DatabaseFault.isAway(cause)) {
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

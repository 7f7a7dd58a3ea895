package io.goldtier.audit;

import io.goldtier.settings.Settings;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Puts the beginning of each life of the assistant on record, with its mode: whether what follows was real or played. */
@Component
class StartLine implements SmartInitializingSingleton {

    private final AuditLog audit;
    private final Settings settings;

    StartLine(AuditLog audit, Settings settings) {
        this.audit = audit;
        this.settings = settings;
    }

    /** It is on its way before anything runs that could leave a line. */
    @Override
    public void afterSingletonsInstantiated() {
        audit.submit(AuditEntry.of("start", "assistant", Status.SUCCESS)
                .detail("mode", settings.mode().word()));
    }
}

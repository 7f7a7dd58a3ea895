package io.goldtier.audit;

import io.goldtier.settings.Settings;
import io.goldtier.store.folder.DataFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * Puts the beginning of each life of the assistant on record, with its mode: whether what follows was real or played. From the
 * first life on, the data folder is of that mode; a start that was refused leaves it free.
 */
@Component
class StartLine implements SmartInitializingSingleton {

    private final AuditLog audit;
    private final DataFolder data;
    private final Settings settings;

    StartLine(AuditLog audit, DataFolder data, Settings settings) {
        this.audit = audit;
        this.data = data;
        this.settings = settings;
    }

    /** It is on its way before anything runs that could leave a line. */
    @Override
    public void afterSingletonsInstantiated() {
        try {
            data.bind(settings.mode());
        } catch (IOException e) {
            throw new UncheckedIOException(data.path() + " cannot be written", e);
        }
        audit.submit(AuditEntry.of("start", "assistant", Status.SUCCESS)
                .detail("mode", settings.mode().word()));
    }
}

package io.goldtier.intake;

import io.goldtier.vault.Vault;
import java.io.File;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Handler;
import org.apache.camel.component.file.GenericFile;
import org.springframework.stereotype.Component;

/** Takes a dropped file for this process alone; the route ends here when somebody else was faster. */
@Component("claim")
class Claim {

    private final Vault vault;
    private final Clock clock;

    Claim(Vault vault, Clock clock) {
        this.vault = vault;
        this.clock = clock;
    }

    @Handler
    void take(Exchange exchange) {
        GenericFile<?> dropped = exchange.getMessage().getBody(GenericFile.class);
        File file = (File) dropped.getFile();
        Optional<Path> claimed = vault.claim(file.toPath());
        if (claimed.isEmpty()) {
            exchange.setRouteStop(true);
            return;
        }
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(new Incoming.Dropped(dropped.getFileNameOnly(), claimed.get(), clock.instant()));
    }
}

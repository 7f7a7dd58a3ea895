package io.goldtier.intake;

import io.goldtier.vault.Vault;
import java.io.File;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Handler;
import org.apache.camel.component.file.GenericFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes a dropped file for this process alone; the route ends here when somebody else was faster. */
@Component("claim")
class Claim {

    private static final Logger LOG = LoggerFactory.getLogger(Claim.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Vault vault;
    private final WholeFiles wholeFiles;
    private final Clock clock;

    Claim(Vault vault, WholeFiles wholeFiles, Clock clock) {
        this.vault = vault;
        this.wholeFiles = wholeFiles;
        this.clock = clock;
    }

    @Handler
    void take(Exchange exchange) {
        GenericFile<?> dropped = exchange.getMessage().getBody(GenericFile.class);
        File file = (File) dropped.getFile();
        Optional<Path> claimed = claim(file);
        if (claimed.isEmpty()) {
            exchange.setRouteStop(true);
            return;
        }
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(new Incoming.Dropped(dropped.getFileNameOnly(), claimed.get(), clock.instant()));
    }

    private Optional<Path> claim(File file) {
        try {
            return vault.claim(file.toPath());
        } catch (UncheckedIOException e) {
            LOG.error(
                    "{} cannot be moved into In_Progress and is tried again in {} s",
                    file.getName(),
                    PAUSE.toSeconds(),
                    e);
            wholeFiles.pause(PAUSE);
            return Optional.empty();
        }
    }
}

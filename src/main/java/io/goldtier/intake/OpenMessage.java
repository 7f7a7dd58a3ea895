package io.goldtier.intake;

import io.goldtier.intake.file.Taken;
import io.goldtier.intake.message.Message;
import io.goldtier.intake.message.Refusal;
import java.io.IOException;
import org.apache.camel.Handler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Reads what was taken, in the way of its origin. */
@Component("openMessage")
class OpenMessage {

    private static final Logger LOG = LoggerFactory.getLogger(OpenMessage.class);

    @Handler
    Message open(Taken taken) {
        try {
            return taken.origin().read(taken);
        } catch (IOException e) {
            LOG.warn("{} cannot be read", taken.file(), e);
            throw new Refusal(
                    "Cannot be read",
                    "The file " + taken.name() + " cannot be read; may the assistant's user open it?");
        }
    }
}

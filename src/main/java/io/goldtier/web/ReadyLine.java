package io.goldtier.web;

import io.goldtier.settings.Settings;
import io.goldtier.web.security.AccessToken;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The one line that says that the assistant is up and where: on standard output and not in the log, since it holds the
 * token.
 */
@Component
public class ReadyLine {

    private final AccessToken token;
    private final Settings settings;
    private final Environment environment;

    ReadyLine(AccessToken token, Settings settings, Environment environment) {
        this.token = token;
        this.settings = settings;
        this.environment = environment;
    }

    @EventListener(ApplicationReadyEvent.class)
    void print() {
        var port = environment.getProperty("local.server.port");
        if (port != null) {
            System.out.println(text(port));
        }
    }

    /** For example {@code Ready  http://127.0.0.1:8080/?token=…  vault /home/me/vault  mode sandbox}. */
    public String text(String port) {
        return "Ready  http://127.0.0.1:" + port + "/?token=" + token.value() + "  vault " + settings.vault()
                + "  mode " + settings.mode().word();
    }
}

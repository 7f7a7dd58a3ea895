package io.goldtier.web.pages;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.goldtier.settings.Mode;
import io.goldtier.settings.Settings;
import io.goldtier.vault.Vault;
import io.goldtier.web.work.WorkList;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Draws the pages from the templates in {@code src/main/jte}, which are compiled into this package. */
@Component
public class Pages {

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private final TemplateEngine engine = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Pages.class.getClassLoader(), Pages.class.getPackageName());
    private final Settings settings;
    private final Clock clock;
    private final WorkList work;
    private final Vault vault;

    Pages(Settings settings, Clock clock, WorkList work, Vault vault) {
        this.settings = settings;
        this.clock = clock;
        this.work = work;
        this.vault = vault;
    }

    /**
     * What all pages have in common.
     *
     * @param title the page's name
     * @param here the place in the navigation that it belongs to
     * @param mode how far the assistant's hands reach
     * @param waiting how many things wait for a person
     * @param stopped true while a person wants that nothing acts
     * @param now the time of this answer
     * @param zone the zone in which times are shown
     */
    record Frame(String title, String here, Mode mode, int waiting, boolean stopped, Instant now, ZoneId zone) {}

    /** Draws a page. */
    public ResponseEntity<String> show(String template, String title, String here, Map<String, ?> values) {
        return show(200, template, title, here, values);
    }

    /** Draws a page with a status. */
    ResponseEntity<String> show(int status, String template, String title, String here, Map<String, ?> values) {
        Map<String, Object> parameters = new HashMap<>(values);
        parameters.put(
                "frame",
                new Frame(
                        title,
                        here,
                        settings.mode(),
                        // What cannot be counted at the moment is not what this page is about
                        status >= 500 ? 0 : work.waiting(),
                        vault.isStopped(),
                        clock.instant(),
                        settings.zone()));
        StringOutput output = new StringOutput();
        engine.render(template + ".jte", parameters, new SeenOutput(output));
        return ResponseEntity.status(status).contentType(HTML).body(output.toString());
    }
}

package io.goldtier.connector.browser;

import io.goldtier.audit.Redaction;
import io.goldtier.playwright.api.ActionListener;
import io.goldtier.playwright.api.PlaywrightTrouble;
import io.goldtier.settings.Mode;
import io.goldtier.settings.Settings;
import io.goldtier.skill.effect.Attempt;
import io.goldtier.skill.effect.OutsideException;
import io.goldtier.skill.effect.OutsideException.Kind;
import io.goldtier.skill.system.DryRun;
import io.goldtier.skill.system.Quotas;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * What the assistant makes of the calls of {@code playwright:}: the effect mark is set before the first key is typed, a dry run
 * ends there, requests are counted, pictures kept, and trouble put into the classes that the gate knows.
 */
@Component
class BrowserEffects implements ActionListener {

    static final String SYSTEM = "browser";

    /** A sentence about a field of the call begins with it. */
    private static final Pattern FIELD = Pattern.compile(
            "(?:url|fields|steps|selectors|\\w+_selector|wait_for|element|session|browser_type|timeout_ms|offset|limit"
                    + "|full_page)\\b");

    private final Settings settings;
    private final BrowserPictures pictures;
    private final ObjectProvider<Quotas> quotas;
    private final Environment environment;
    private final AtomicReference<PlaywrightTrouble> lastTrouble = new AtomicReference<>();

    BrowserEffects(
            Settings settings, BrowserPictures pictures, ObjectProvider<Quotas> quotas, Environment environment) {
        this.settings = settings;
        this.pictures = pictures;
        this.quotas = quotas;
        this.environment = environment;
    }

    @Override
    public void begins(Exchange exchange, Map<String, Object> call) {
        if (settings.mode() == Mode.SANDBOX
                && call.get("url") instanceof String url
                && url.startsWith("/")
                && environment.getProperty("local.server.port") != null) {
            call.put("url", "http://127.0.0.1:" + environment.getProperty("local.server.port") + url);
        }
        Optional<Attempt> attempt = Attempt.of(exchange);
        attempt.ifPresent(Attempt::goesOn);
        if (attempt.isEmpty() || !attempt.get().useReserved()) {
            quotas.ifAvailable(counter -> counter.count(SYSTEM, 1));
        }
    }

    @Override
    public void aboutToAct(Exchange exchange, Map<String, Object> shown) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("system", SYSTEM);
        request.putAll(Redaction.mask(shown));
        if (settings.mode() == Mode.DRY_RUN) {
            throw new DryRun(request);
        }
        Attempt attempt = Attempt.of(exchange)
                .orElseThrow(() -> new IllegalStateException(
                        "Only a skill may fill in a form: what checks, verifies or looks at health reads."));
        // A later try makes the same call again, for it is made from the same input
        attempt.request(shown, request);
        attempt.aboutToAct();
    }

    @Override
    public void done(Exchange exchange, Map<String, Object> result) {
        lastTrouble.set(null);
        Attempt attempt = Attempt.of(exchange).orElse(null);
        if (result.get("screenshot") instanceof byte[] picture) {
            Optional<String> kept = pictures.keep(picture, name(exchange));
            if (kept.isPresent()) {
                result.put("screenshot", kept.get());
            } else {
                result.remove("screenshot");
            }
        }
        if (attempt != null && attempt.isAboutToAct()) {
            Map<String, Object> known = new LinkedHashMap<>(result);
            known.keySet().retainAll(Set.of("success", "screenshot", "confirmation_text"));
            attempt.tookEffect(known);
        }
    }

    @Override
    public RuntimeException failed(Exchange exchange, PlaywrightTrouble trouble) {
        lastTrouble.set(trouble);
        trouble.secrets().forEach(Redaction::refuse);
        String sentence = trouble.getMessage();
        if (trouble.kind() == PlaywrightTrouble.Kind.MISSING) {
            sentence += " Or run ./goldtier setup.";
        }
        if (trouble.screenshot() != null) {
            sentence += pictures.keep(trouble.screenshot(), name(exchange))
                    .map(file -> " How the page looked: " + file + ".")
                    .orElse("");
        }
        Optional<Attempt> attempt = Attempt.of(exchange).filter(Attempt::isAboutToAct);
        if (attempt.isPresent() && trouble.mayHaveActed()) {
            return new OutsideException(Kind.IN_DOUBT, SYSTEM, sentence, null, trouble).answered();
        }
        attempt.ifPresent(Attempt::refused);
        OutsideException known = new OutsideException(kind(trouble), SYSTEM, sentence, null, trouble);
        Matcher field = FIELD.matcher(sentence);
        if (field.lookingAt() && known.kind() == Kind.PERMANENT) {
            known.about(field.group());
        }
        // One page's trouble is not the browser's, and another call may go well
        return known.answered();
    }

    private static Kind kind(PlaywrightTrouble trouble) {
        return switch (trouble.kind()) {
            case INVALID, FORBIDDEN, UNFIT, MISSING -> Kind.PERMANENT;
            case UNREACHABLE, TIMED_OUT, CRASHED, BUSY -> Kind.TRANSIENT;
        };
    }

    /** The trouble of the last call, if it ended in one. */
    Optional<PlaywrightTrouble> lastTrouble() {
        return Optional.ofNullable(lastTrouble.get());
    }

    private static String name(Exchange exchange) {
        String action = exchange.getVariable("action_id", String.class);
        String operation =
                exchange.getProperty(Exchange.TO_ENDPOINT, "", String.class).replaceAll(".*[:/]|[?].*", "");
        return (action == null ? "page" : action) + (operation.isEmpty() ? "" : "-" + operation);
    }
}

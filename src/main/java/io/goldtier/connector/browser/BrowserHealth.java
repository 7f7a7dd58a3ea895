package io.goldtier.connector.browser;

import io.goldtier.playwright.PlaywrightComponent;
import io.goldtier.playwright.api.PlaywrightTrouble;
import io.goldtier.playwright.api.PlaywrightTrouble.Kind;
import io.goldtier.skill.effect.OutsideException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * What the route {@code browser-health} asks: whether browser work can be done.
 *
 * <p>{@code doctor} has a page drawn and the picture looked at. The assistant does so only after a call has gone wrong: a
 * browser takes seconds to start and memory to keep, and whoever never uses one shall not pay for it.
 */
@Component("browserHealth")
class BrowserHealth {

    private final PlaywrightComponent component;
    private final BrowserEffects effects;
    private final BrowserSettings settings;
    private final Environment environment;

    BrowserHealth(
            PlaywrightComponent component, BrowserEffects effects, BrowserSettings settings, Environment environment) {
        this.component = component;
        this.effects = effects;
        this.settings = settings;
        this.environment = environment;
    }

    /**
     * Looks.
     *
     * @return {@code inactive} with a sentence that says what to install, or what to show of it
     * @throws OutsideException when the browser does not draw what it should
     */
    public Map<String, Object> check() {
        Map<String, Object> shows = new LinkedHashMap<>();
        shows.put("browser_type", settings.type());
        shows.put("headless", settings.headless());
        shows.put("timeout_ms", settings.timeoutMs());
        try {
            component.requirePrograms();
            if (isDoctor()
                    || effects.lastTrouble()
                            .filter(BrowserHealth::isOfTheBrowser)
                            .isPresent()) {
                shows.put("browser", component.browsers().draw());
            }
        } catch (PlaywrightTrouble e) {
            if (e.kind() == Kind.MISSING) {
                return Map.of("inactive", e.getMessage() + " Or run ./goldtier setup.");
            }
            throw new OutsideException(OutsideException.Kind.TRANSIENT, BrowserEffects.SYSTEM, e.getMessage(), null, e);
        }
        return Map.of("shows", shows);
    }

    /** Only the assistant serves pages. */
    private boolean isDoctor() {
        return environment.getProperty("local.server.port") == null;
    }

    private static boolean isOfTheBrowser(PlaywrightTrouble trouble) {
        return trouble.kind() == Kind.CRASHED || trouble.kind() == Kind.MISSING;
    }
}

package io.goldtier.playwright;

import io.goldtier.playwright.call.Operation;
import io.goldtier.playwright.page.Browsers;
import io.goldtier.playwright.pool.BrowserPool;
import io.goldtier.playwright.session.SavedSessions;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/**
 * {@code playwright:OPERATION}: does something with a page in a real browser. The body is the call, a map; it becomes the result,
 * a map. Operations are {@code fill}, {@code look}, {@code extract} and {@code screenshot}.
 *
 * <p>Browsers start with the first call and are ended with the component.
 */
@Component("playwright")
public final class PlaywrightComponent extends DefaultComponent {

    private PlaywrightConfiguration configuration = new PlaywrightConfiguration();
    private Browsers browsers;

    @Override
    protected Endpoint createEndpoint(String uri, String operation, Map<String, Object> parameters) {
        PlaywrightEndpoint endpoint = new PlaywrightEndpoint(uri, this, Operation.of(operation));
        endpoint.setTimeoutMs(
                getAndRemoveParameter(parameters, "timeoutMs", Integer.class, configuration.getTimeoutMs()));
        return endpoint;
    }

    /**
     * Says what is not installed; starts nothing.
     *
     * @throws io.goldtier.playwright.api.PlaywrightTrouble that says what to install
     */
    public void requirePrograms() {
        BrowserPool.requirePrograms(configuration.check().pool());
    }

    /** The Node.js of this machine that drives browsers. */
    public static String node() {
        return BrowserPool.node();
    }

    /** The Chromium of this machine. */
    public static Path chromium() {
        return BrowserPool.chromium();
    }

    /** How its browsers are run. */
    public PlaywrightConfiguration getConfiguration() {
        return configuration;
    }

    /** How its browsers are run. */
    public void setConfiguration(PlaywrightConfiguration configuration) {
        this.configuration = configuration;
    }

    /** Its browsers; what an earlier process has left running is ended when they are asked for first. */
    public synchronized Browsers browsers() {
        if (browsers == null) {
            browsers = new Browsers(
                    configuration.check().pool(),
                    configuration.rules(),
                    new SavedSessions(configuration.getSessions(), configuration.sessionKey()),
                    configuration.getValues(),
                    configuration.getAppearMs());
        }
        return browsers;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        // What a process has left running that was killed is ended now and not only with the first call
        BrowserPool.endLeftovers(configuration.check().pool());
    }

    @Override
    protected void doStop() throws Exception {
        synchronized (this) {
            if (browsers != null) {
                browsers.close();
                browsers = null;
            }
        }
        super.doStop();
    }
}

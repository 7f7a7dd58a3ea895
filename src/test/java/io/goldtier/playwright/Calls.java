package io.goldtier.playwright;

import io.goldtier.playwright.api.ActionListener;
import io.goldtier.playwright.api.PlaywrightTrouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Assertions;

/** A component of its own in a context of its own, and calls to it as routes make them. */
final class Calls implements AutoCloseable {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final PlaywrightComponent component = new PlaywrightComponent();
    private final Path folder;

    /** What was told before something acted. */
    final List<Map<String, Object>> acted = new ArrayList<>();

    Calls(Consumer<PlaywrightConfiguration> how) {
        try {
            folder = Files.createTempDirectory("pw");
            PlaywrightConfiguration configuration = component.getConfiguration();
            configuration.setExecutable(
                    Path.of(System.getenv().getOrDefault("GOLDTIER_CHROMIUM", "/usr/bin/chromium")));
            configuration.setFolder(folder.resolve("b"));
            configuration.setBrowsers(1);
            configuration.setAppearMs(1_000);
            configuration.setListener(new ActionListener() {
                @Override
                public void aboutToAct(Exchange exchange, Map<String, Object> shown) {
                    acted.add(shown);
                }
            });
            how.accept(configuration);
            camel.addComponent("playwright", component);
            camel.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    /** The result of a call. */
    @SuppressWarnings("unchecked")
    Map<String, Object> call(String operation, Object... words) {
        Exchange answer = camel.createFluentProducerTemplate()
                .to("playwright:" + operation)
                .withBody(map(words))
                .send();
        if (answer.getException() instanceof RuntimeException failure) {
            throw failure;
        }
        return answer.getMessage().getBody(Map.class);
    }

    /** The trouble that a call ends in. */
    PlaywrightTrouble refused(String operation, Object... words) {
        return Assertions.assertThrows(PlaywrightTrouble.class, () -> call(operation, words));
    }

    static Map<String, Object> map(Object... words) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int at = 0; at < words.length; at += 2) {
            map.put(String.valueOf(words[at]), words[at + 1]);
        }
        return map;
    }

    /** Ends its browsers; what they have left can be looked at. */
    void stop() {
        camel.stop();
    }

    @Override
    public void close() {
        stop();
    }
}

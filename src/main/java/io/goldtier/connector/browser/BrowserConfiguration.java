package io.goldtier.connector.browser;

import io.goldtier.audit.Redaction;
import io.goldtier.playwright.PlaywrightComponent;
import io.goldtier.playwright.PlaywrightConfiguration;
import io.goldtier.settings.Mode;
import io.goldtier.settings.Settings;
import io.goldtier.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The component {@code playwright:} with the assistant's settings. */
@Configuration(proxyBeanMethods = false)
class BrowserConfiguration {

    @Bean("playwright")
    PlaywrightComponent playwright(
            BrowserSettings settings,
            Settings common,
            BrowserEffects effects,
            BrowserValues values,
            Environment environment,
            ListableBeanFactory beans) {
        Redaction.learn(settings.sessionKey());
        PlaywrightComponent component = new PlaywrightComponent();
        PlaywrightConfiguration how = component.getConfiguration();
        how.setBrowserType(settings.type());
        how.setHeadless(settings.headless());
        how.setExecutable(settings.executable() == null ? null : Path.of(settings.executable()));
        how.setTimeoutMs(settings.timeoutMs());
        how.setAllowedHosts(() -> hosts(settings, common, environment));
        how.setBrowsers(settings.browsers());
        how.setCallsPerBrowser(settings.callsPerBrowser());
        how.setIdle(settings.idle());
        how.setSessions(common.data().resolve("browser-sessions"));
        how.setSessionKey(settings.sessionKey());
        how.setFolder(folder(common, beans));
        how.setListener(effects);
        how.setValues(values);
        return component;
    }

    /** Who has no store only looks, perhaps beside the assistant whose data folder it is. */
    private static Path folder(Settings common, ListableBeanFactory beans) {
        if (beans.getBeanNamesForType(Store.class, true, false).length > 0) {
            return common.data().resolve("browser");
        }
        try {
            Path folder = Files.createTempDirectory("goldtier-");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In sandbox mode nothing leaves this machine: the pages of this process, and hosts that are allowed and are here. */
    static List<String> hosts(BrowserSettings settings, Settings common, Environment environment) {
        if (common.mode() != Mode.SANDBOX) {
            return settings.allowedHosts();
        }
        List<String> here = new ArrayList<>(settings.allowedHosts().stream()
                .filter(BrowserConfiguration::isHere)
                .toList());
        String port = environment.getProperty("local.server.port");
        if (port != null) {
            here.add("127.0.0.1:" + port);
        }
        return here;
    }

    private static boolean isHere(String rule) {
        String address =
                rule.contains("@") ? rule.substring(rule.indexOf('@') + 1) : rule.replaceFirst(":(\\d+|\\*)$", "");
        try {
            return address.matches("[0-9.]+|\\[?[0-9a-fA-F:]+]?")
                    && InetAddress.getByName(address.replaceAll("[\\[\\]]", "")).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}

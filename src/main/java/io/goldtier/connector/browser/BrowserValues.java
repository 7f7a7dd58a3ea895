package io.goldtier.connector.browser;

import io.goldtier.audit.Redaction;
import io.goldtier.playwright.api.ValueSource;
import io.goldtier.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Secrets from the settings, each for one host; files from the vault. */
@Component
class BrowserValues implements ValueSource {

    private static final long LARGEST = 10L * 1024 * 1024;

    private final BrowserSettings settings;
    private final Path vault;

    BrowserValues(BrowserSettings settings, Settings common) {
        this.settings = settings;
        this.vault = common.vault();
    }

    @Override
    public Optional<String> secret(String name, String host) {
        Optional<String> secret = Optional.ofNullable(settings.secrets().get(name))
                .filter(each -> each.host().equalsIgnoreCase(host))
                .map(BrowserSettings.Secret::value)
                .filter(value -> value != null && !value.isBlank());
        secret.ifPresent(Redaction::learn);
        return secret;
    }

    @Override
    public Optional<Upload> file(String name) {
        Path file = vault.resolve(name).normalize();
        try {
            boolean good = file.startsWith(vault)
                    && !file.startsWith(vault.resolve("Logs"))
                    && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && file.toRealPath().startsWith(vault.toRealPath())
                    && Files.size(file) <= LARGEST;
            if (!good) {
                return Optional.empty();
            }
            String own = file.getFileName().toString();
            String type = Files.probeContentType(file);
            return Optional.of(
                    new Upload(own, type == null ? "application/octet-stream" : type, Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

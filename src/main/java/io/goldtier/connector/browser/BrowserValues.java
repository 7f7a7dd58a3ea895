package io.goldtier.connector.browser;

import io.goldtier.audit.Redaction;
import io.goldtier.playwright.api.ValueSource;
import io.goldtier.vault.Vault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Secrets from the settings, each for one host; files from the vault. */
@Component
class BrowserValues implements ValueSource {

    private final BrowserSettings settings;
    /** Not at hand when doctor looks at the browser alone. */
    private final ObjectProvider<Vault> vault;

    BrowserValues(BrowserSettings settings, ObjectProvider<Vault> vault) {
        this.settings = settings;
        this.vault = vault;
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
        Optional<Path> found = document(name);
        return found.isEmpty() ? Optional.empty() : upload(found.get());
    }

    private Optional<Path> document(String name) {
        try {
            return vault.getObject().document(name);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Upload> upload(Path file) {
        try {
            if (Files.size(file) > Vault.LARGEST_FILE) {
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

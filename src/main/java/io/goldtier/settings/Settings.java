package io.goldtier.settings;

import java.nio.file.Path;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings that every part shares; each outside system has a record of its own beside its connector.
 *
 * @param mode how far the assistant's hands reach
 * @param vault folder of the Markdown vault
 * @param data folder of the database, the token and other things that are not for people to edit
 * @param routes folder of the route files
 * @param zone time zone of days and weeks in ids, plans and reports; times in logs are always UTC
 */
@ConfigurationProperties("goldtier")
public record Settings(
        @DefaultValue("sandbox") Mode mode,
        @DefaultValue("vault") Path vault,
        @DefaultValue("data") Path data,
        @DefaultValue("routes") Path routes,
        @DefaultValue("UTC") ZoneId zone) {

    /** Makes all folders absolute, so that nothing depends on the working directory later. */
    public Settings {
        vault = vault.toAbsolutePath().normalize();
        data = data.toAbsolutePath().normalize();
        routes = routes.toAbsolutePath().normalize();
    }
}

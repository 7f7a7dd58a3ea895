package io.goldtier.web;

import io.goldtier.settings.Setting;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the web side.
 *
 * @param allowedHosts further values of the {@code Host} header that are answered, as {@code name} or
 *     {@code name:port}; this machine's own names are always allowed
 * @param openToNetwork whether {@code server.address} may be one that other machines reach
 */
@ConfigurationProperties("goldtier.console")
public record ConsoleSettings(
        @DefaultValue List<String> allowedHosts,
        @DefaultValue("false") boolean openToNetwork) {

    /** Refuses what is no name of a host. */
    public ConsoleSettings {
        allowedHosts.forEach(host -> Setting.require(
                host.strip().matches("[A-Za-z0-9.-]+(:\\d{1,5})?|\\[[0-9a-fA-F:]+](:\\d{1,5})?"),
                "goldtier.console.allowed-hosts",
                host,
                "names such as desk.example or desk.example:8443"));
    }
}

package io.goldtier.web;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the web side.
 *
 * @param allowedHosts further values of the {@code Host} header that are answered, as {@code name} or
 *     {@code name:port}; this machine's own names are always allowed
 */
@ConfigurationProperties("goldtier.console")
public record ConsoleSettings(@DefaultValue List<String> allowedHosts) {}

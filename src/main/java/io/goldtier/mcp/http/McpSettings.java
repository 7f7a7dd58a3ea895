package io.goldtier.mcp.http;

import io.goldtier.settings.Setting;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of the MCP servers.
 *
 * @param maxRequest the largest request that is read
 * @param callTimeout how long a tool's call is waited for; what it does goes on and is recorded
 * @param calls how many calls of tools may be under way at once
 * @param sessions how many sessions, and how many open streams, there may be
 * @param sessionIdle after how long a session that nobody uses is forgotten
 */
@ConfigurationProperties("goldtier.mcp")
public record McpSettings(
        @DefaultValue("4MB") DataSize maxRequest,
        @DefaultValue("5m") Duration callTimeout,
        @DefaultValue("64") int calls,
        @DefaultValue("256") int sessions,
        @DefaultValue("30m") Duration sessionIdle) {

    /** Refuses what makes no sense, in a sentence. */
    public McpSettings {
        Setting.require(
                maxRequest.toBytes() >= 1024 && maxRequest.toMegabytes() <= 16,
                "goldtier.mcp.max-request",
                maxRequest,
                "between 1KB and 16MB");
        Setting.require(
                callTimeout.toMillis() >= 100 && callTimeout.toHours() <= 1,
                "goldtier.mcp.call-timeout",
                callTimeout,
                "between 100ms and 1h");
        Setting.require(calls >= 1 && calls <= 150, "goldtier.mcp.calls", calls, "between 1 and 150");
        Setting.require(sessions >= 1 && sessions <= 10_000, "goldtier.mcp.sessions", sessions, "between 1 and 10000");
        Setting.require(
                sessionIdle.toSeconds() >= 1 && sessionIdle.toDays() <= 7,
                "goldtier.mcp.session-idle",
                sessionIdle,
                "between 1s and 7d");
    }
}

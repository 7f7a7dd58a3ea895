package io.goldtier.mcp.server;

import io.goldtier.mcp.rpc.RpcError;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How grave a log message to a client is, from least to most. */
public enum LogLevel {
    DEBUG,
    INFO,
    NOTICE,
    WARNING,
    ERROR,
    CRITICAL,
    ALERT,
    EMERGENCY;

    /** The word in the protocol. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads the word.
     *
     * @throws RpcError when there is no such level
     */
    public static LogLevel of(Object word) {
        return Arrays.stream(values())
                .filter(level -> level.word().equals(word))
                .findFirst()
                .orElseThrow(() -> RpcError.invalidParams("level must be one of "
                        + Arrays.stream(values()).map(LogLevel::word).collect(Collectors.joining(", ")) + ", was: "
                        + RpcError.shown(String.valueOf(word))));
    }
}

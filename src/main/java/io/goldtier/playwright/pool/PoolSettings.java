package io.goldtier.playwright.pool;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How browsers are run.
 *
 * @param kind which browser is used when a call names none
 * @param headless without a window
 * @param executable the browser's executable, or null for the one that is found on this machine
 * @param folder for what browsers and their driver write; emptied at the start
 * @param browsers how many may run at once
 * @param callsPerBrowser after how many calls one is replaced by a fresh one
 * @param idle after how long one that nobody uses is closed
 * @param trustedKeys prints of keys whose certificates are trusted, whoever signed them
 */
public record PoolSettings(
        BrowserKind kind,
        boolean headless,
        Path executable,
        Path folder,
        int browsers,
        int callsPerBrowser,
        Duration idle,
        List<String> trustedKeys) {}

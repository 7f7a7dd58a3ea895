package io.goldtier.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.cli.CliRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor says of the browser: it has one draw a page and looks at the picture, or says what to install. */
@Tag("long")
class BrowserLineTest {

    @TempDir
    Path home;

    private String browser(String... settings) {
        List<String> all = new ArrayList<>(List.of(
                "--goldtier.vault=" + home.resolve("vault"),
                "--goldtier.data=" + home.resolve("data"),
                "--goldtier.routes=" + Path.of("routes").toAbsolutePath()));
        Arrays.stream(settings).map(setting -> "--goldtier.browser." + setting).forEach(all::add);
        String out = CliRun.of(all, "doctor").out();
        List<String> lines = out.lines()
                .map(String::strip)
                .filter(line -> line.matches("\\w+ +browser .*"))
                .toList();
        assertThat(lines).as(out).hasSize(1);
        return lines.get(0);
    }

    @Test
    void aBrowserThatIsThereDrawsAPage() {
        assertThat(browser("executable=" + System.getenv().getOrDefault("GOLDTIER_CHROMIUM", "/usr/bin/chromium")))
                .matches(
                        "ok +browser +chromium \\d+\\.[0-9.]+ has drawn a page, and its picture is as it should be\\.?");
    }

    @Test
    void oneThatIsNotThereIsNoFaultAndSaysWhatToInstall() {
        assertThat(browser("executable=/nowhere/chromium"))
                .matches("warn\\w* +browser .*")
                .contains("There is no browser at /nowhere/chromium", "install Chromium", "./goldtier setup")
                .contains("Its skills are not available");
        assertThat(browser("type=firefox"))
                .contains("The browser firefox is not installed", "npx playwright@1.62 install --with-deps firefox");
        assertThat(browser("type=webkit"))
                .contains("The browser webkit is not installed", "npx playwright@1.62 install --with-deps webkit");
    }
}

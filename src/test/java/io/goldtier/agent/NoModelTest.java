package io.goldtier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without a model nothing of the library behind it is loaded, as a process of its own shows. */
@Tag("long")
class NoModelTest {

    @TempDir
    Path home;

    private String loaded(String... settings) throws Exception {
        Path log = home.resolve("classes.log");
        ProcessBuilder start = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xlog:class+load:file=" + log,
                "-Dspring.context.exit=onRefresh",
                "-cp",
                System.getProperty("java.class.path"),
                "io.goldtier.Application",
                "--goldtier.vault=" + home.resolve("vault"),
                "--goldtier.data=" + home.resolve("data"),
                "--goldtier.routes=" + Path.of("routes").toAbsolutePath(),
                "--server.port=0");
        start.command().addAll(List.of(settings));
        Process process = start.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        String classes = Files.readString(log, StandardCharsets.ISO_8859_1);
        assertThat(classes).as(said).contains("io.goldtier.agent.Agents ");
        return classes;
    }

    @Test
    void nothingOfItIsLoaded() throws Exception {
        assertThat(loaded()).doesNotContain("dev.langchain4j", "io.goldtier.agent.model.ModelAgent ");
        assertThat(loaded("--goldtier.agent.model.name=x", "--goldtier.agent.model.url=http://127.0.0.1:1/v1"))
                .as("with a model it is")
                .contains("dev.langchain4j", "io.goldtier.agent.model.ModelAgent ");
    }
}

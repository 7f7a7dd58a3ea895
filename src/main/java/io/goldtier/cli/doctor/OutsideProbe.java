package io.goldtier.cli.doctor;

import io.goldtier.outside.health.Health;
import io.goldtier.outside.health.HealthChecks;
import io.goldtier.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.springframework.boot.Banner;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.core.env.ConfigurableEnvironment;

/** The health checks of the outside systems alone, with the routes that they need and without the rest of the assistant. */
@ImportAutoConfiguration(CamelAutoConfiguration.class)
@EnableConfigurationProperties(Settings.class)
@ConfigurationPropertiesScan("io.goldtier.connector")
@ComponentScan(
        value = {"io.goldtier.outside", "io.goldtier.connector"},
        excludeFilters = @Filter(type = FilterType.ANNOTATION, classes = SpringBootConfiguration.class))
@ComponentScan(
        value = "io.goldtier.skill",
        useDefaultFilters = false,
        includeFilters = @Filter(type = FilterType.REGEX, pattern = ".*\\.TemplateLanguage"))
class OutsideProbe {

    private static final String CARD = "io.goldtier.outside.OutsideSystem";

    /** Camel starts when all is set up, which it would miss if it were made only when it is asked for. */
    @Bean
    static LazyInitializationExcludeFilter camelIsThereFromTheBeginning() {
        return LazyInitializationExcludeFilter.forBeanTypes(CamelContext.class);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /**
     * Looks once at every system that has a card.
     *
     * @param environment the settings
     * @param routes the folder of the route files
     * @return how each is, by its name
     */
    static Map<String, Health> check(ConfigurableEnvironment environment, Path routes) throws IOException {
        return look(environment, cards(routes.resolve("connectors")));
    }

    /** The same for the one system of this name, if it has a card. */
    static Map<String, Health> check(ConfigurableEnvironment environment, Path routes, String name) throws IOException {
        Path card = routes.resolve("connectors").resolve(name + ".camel.yaml");
        return Files.exists(card) ? look(environment, "file:" + card) : Map.of();
    }

    private static Map<String, Health> look(ConfigurableEnvironment environment, String cards) {
        try (var context = new SpringApplicationBuilder(OutsideProbe.class)
                .environment(environment)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .lazyInitialization(true)
                .run(
                        "--camel.main.routes-include-pattern=" + cards,
                        "--camel.main.routes-reload-enabled=false",
                        "--camel.main.jmx-enabled=false",
                        "--logging.level.root=off")) {
            return context.getBean(HealthChecks.class).all();
        }
    }

    /** The files that begin with a system's card; the others need more than the settings. */
    private static String cards(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".camel.yaml"))
                    .filter(OutsideProbe::hasCard)
                    .map(file -> "file:" + file)
                    .collect(Collectors.joining(","));
        }
    }

    private static boolean hasCard(Path file) {
        try {
            return Files.readString(file).contains(CARD);
        } catch (IOException e) {
            return false;
        }
    }
}

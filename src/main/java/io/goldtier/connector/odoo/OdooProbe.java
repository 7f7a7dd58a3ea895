package io.goldtier.connector.odoo;

import io.goldtier.connector.Server;
import io.goldtier.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;

/** The health check of Odoo alone, with the route that it needs and without the rest of the assistant. */
@ImportAutoConfiguration(CamelAutoConfiguration.class)
@EnableConfigurationProperties({Settings.class, OdooSettings.class})
@Import({OdooInstances.class, OdooPace.class, OdooWire.class, OdooHttp.class, OdooServer.class})
public class OdooProbe {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /**
     * Looks once whether the Odoos that the settings name can be used.
     *
     * @param environment the settings
     * @param routes the folder of the route files
     */
    public static Server.Health check(ConfigurableEnvironment environment, Path routes) {
        try (var context = new SpringApplicationBuilder(OdooProbe.class)
                .environment(environment)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .run(
                        "--camel.main.routes-include-pattern=file:"
                                + routes.resolve("connectors").resolve("odoo.camel.yaml"),
                        "--camel.main.routes-reload-enabled=false",
                        "--camel.main.jmx-enabled=false",
                        "--logging.level.root=off")) {
            return context.getBean(OdooServer.class).check();
        }
    }
}

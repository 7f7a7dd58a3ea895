package io.goldtier.connector.odoo;

import io.goldtier.connector.odoo.rpc.OdooSettings;
import io.goldtier.outside.health.Servers;
import io.goldtier.sandbox.SandboxSettings;
import io.goldtier.settings.Settings;
import java.time.Clock;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** The connector's calls and the stand-in alone, without the rest of the assistant. */
@SpringBootConfiguration
@EnableAutoConfiguration(
        excludeName = {
            "io.hawt.springboot.HawtioEndpointAutoConfiguration",
            "io.hawt.springboot.HawtioLogAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration"
        })
@EnableConfigurationProperties({Settings.class, OdooSettings.class, SandboxSettings.class})
@ComponentScan(
        value = {"io.goldtier.connector.odoo.rpc", "io.goldtier.outside", "io.goldtier.sandbox", "io.goldtier.vault"},
        excludeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = Servers.class))
@ConditionalOnProperty("test.odoo-app")
class OdooApp {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** The vault is not opened before its lock is held; here nobody else has it. */
    @Bean
    Object vaultLock() {
        return new Object();
    }

    @Bean
    SecurityFilterChain open(HttpSecurity http) {
        return http.csrf(csrf -> csrf.disable())
                .authorizeHttpRequests(all -> all.anyRequest().permitAll())
                .build();
    }

    static ConfigurableApplicationContext start(java.nio.file.Path data, Map<String, Object> more) {
        var application = new SpringApplication(OdooApp.class);
        var settings = new java.util.LinkedHashMap<String, Object>();
        settings.put("server.port", 0);
        // Whoever scans this package for something else does not want this
        settings.put("test.odoo-app", true);
        settings.put("logging.level.org.springframework.boot.security", "error");
        settings.put("camel.main.jmx-enabled", false);
        settings.put("goldtier.data", data.toString());
        settings.put("goldtier.vault", data.resolve("vault").toString());
        settings.put("camel.main.routes-include-pattern", "file:routes/connectors/odoo.camel.yaml");
        settings.putAll(more);
        return application.run(settings.entrySet().stream()
                .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new));
    }
}

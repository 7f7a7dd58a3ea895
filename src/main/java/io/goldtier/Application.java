package io.goldtier;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The assistant: one Spring Boot process that runs the Camel routes of {@code routes/}. */
@SpringBootApplication(
        // Made for another generation of Spring Boot; io.goldtier.web.hawtio serves hawtio itself.
        excludeName = {
            "io.hawt.springboot.HawtioEndpointAutoConfiguration",
            "io.hawt.springboot.HawtioLogAutoConfiguration"
        })
@ConfigurationPropertiesScan
public class Application {

    /** Starts the assistant; arguments are settings in the form {@code --key=value}. */
    public static void main(String[] arguments) {
        SpringApplication.run(Application.class, arguments);
    }
}

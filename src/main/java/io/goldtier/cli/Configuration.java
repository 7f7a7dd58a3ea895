package io.goldtier.cli;

import io.goldtier.audit.AuditSettings;
import io.goldtier.settings.SettingFault;
import io.goldtier.settings.Settings;
import java.net.URI;
import java.nio.file.Path;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The settings as the assistant itself would see them: arguments over environment variables over
 * {@code application.yaml}. They are read when first asked for, so that a command's help needs none.
 */
public final class Configuration {

    private final String[] arguments;
    private ConfigurableEnvironment environment;

    /** @param arguments settings in the form {@code --key=value} */
    Configuration(String... arguments) {
        this.arguments = arguments.clone();
    }

    /**
     * All properties.
     *
     * @throws CommandFault if {@code application.yaml} cannot be read
     */
    public ConfigurableEnvironment environment() {
        if (environment == null) {
            ConfigurableEnvironment made = new StandardEnvironment();
            made.getPropertySources().addFirst(new SimpleCommandLinePropertySource(arguments));
            try {
                ConfigDataEnvironmentPostProcessor.applyTo(made);
            } catch (RuntimeException e) {
                throw new CommandFault("The settings cannot be read: " + Causes.sentence(e), e);
            }
            environment = made;
        }
        return environment;
    }

    /** The settings that every part shares. */
    public Settings settings() {
        try {
            return Binder.get(environment()).bindOrCreate("goldtier", Settings.class);
        } catch (RuntimeException e) {
            throw new CommandFault(SettingFault.sentence(e), e);
        }
    }

    /** The vault's folder. */
    public Path vault() {
        return settings().vault();
    }

    /** The data folder: database, token and anchor. */
    public Path data() {
        return settings().data();
    }

    /** Where the anchor's copy is kept, or null. */
    public Path anchorCopy() {
        return Binder.get(environment())
                .bindOrCreate("goldtier.audit", AuditSettings.class)
                .anchorCopyFile();
    }

    /** Where a running assistant answers. */
    public URI address() {
        String host = environment().getProperty("server.address", "127.0.0.1");
        String port = environment().getProperty("server.port", "8080");
        return URI.create("http://" + host + ":" + port);
    }

    /** The folder that the user stood in when typing the command; file names are meant from there. */
    public static Path workingFolder() {
        return Path.of(System.getProperty("goldtier.cwd", System.getProperty("user.dir")));
    }
}

package io.goldtier;

import static org.awaitility.Awaitility.await;

import io.goldtier.audit.chain.LogName;
import io.goldtier.json.Json;
import io.goldtier.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/** The whole assistant in this process, on folders of its own and a free port, with the real routes and the test's own. */
public final class Assistant implements AutoCloseable {

    private final Path home;
    private final List<String> settings = new ArrayList<>();
    private final Map<String, Object> beans = new HashMap<>();
    private Clock clock;
    private ConfigurableApplicationContext context;

    private Assistant(Path home) {
        this.home = home;
        copyRoutes();
    }

    /** An assistant that is not started yet, with a copy of the routes that tests may change. */
    public static Assistant in(Path home) {
        return new Assistant(home);
    }

    /** Adds a route file to its routes, such as {@code skills/echo.camel.yaml}; replaces it when it is there. */
    public Assistant route(String file, String yaml) {
        Path target = routes().resolve(file);
        try {
            Files.createDirectories(target.getParent());
            Path fresh = target.resolveSibling("." + target.getFileName());
            Files.writeString(fresh, yaml);
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Adds a setting such as {@code goldtier.loop.workers=2}. */
    public Assistant setting(String keyAndValue) {
        settings.add("--" + keyAndValue);
        return this;
    }

    /** Tells the time by this clock. */
    public Assistant clock(Clock newClock) {
        clock = newClock;
        return this;
    }

    /** Adds a bean that the test's routes name. */
    public Assistant bean(String name, Object bean) {
        beans.put(name, bean);
        return this;
    }

    /** Starts it; returns when it is ready. */
    public Assistant start() {
        List<String> arguments = new ArrayList<>(List.of(
                "--goldtier.vault=" + vault(),
                "--goldtier.data=" + data(),
                "--goldtier.routes=" + routes(),
                "--server.port=0",
                "--spring.config.additional-location=file:"
                        + Path.of("application.yaml").toAbsolutePath()));
        // A setting of the test takes the place of ours; given twice it would be a list
        settings.forEach(setting -> {
            arguments.removeIf(given -> given.startsWith(setting.substring(0, setting.indexOf('=') + 1)));
            arguments.add(setting);
        });
        SpringApplicationBuilder builder = new SpringApplicationBuilder(Application.class);
        builder.initializers(fresh -> prepare((GenericApplicationContext) fresh));
        context = builder.run(arguments.toArray(String[]::new));
        return this;
    }

    private void prepare(GenericApplicationContext fresh) {
        // Configurations of other tests lie in the same packages
        fresh.getBeanFactory().registerSingleton("noTestClasses", new TypeExcludeFilter() {
            @Override
            public boolean match(MetadataReader reader, MetadataReaderFactory factory) throws IOException {
                return reader.getResource().getURL().getPath().contains("/test-classes/");
            }
        });
        beans.forEach(fresh.getBeanFactory()::registerSingleton);
        if (clock != null) {
            fresh.registerBean("testClock", Clock.class, () -> clock, definition -> definition.setPrimary(true));
        }
    }

    /** Stops it in an orderly way. */
    public Assistant stop() {
        context.close();
        context = null;
        return this;
    }

    /** One of its parts. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public Path vault() {
        return home.resolve("vault");
    }

    public Path data() {
        return home.resolve("data");
    }

    public Path routes() {
        return home.resolve("routes");
    }

    /** Its address, such as {@code http://127.0.0.1:40123}. */
    public String address() {
        return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    }

    /** A GET with the token; the JSON answer. */
    public Object get(String path) {
        return Json.read(send(HttpRequest.newBuilder().GET(), path).body());
    }

    /** A GET with the token; the answer as it is, a page for example. */
    public String text(String path) {
        return send(HttpRequest.newBuilder().GET(), path).body();
    }

    /** A POST with the token and a JSON body. */
    public HttpResponse<String> post(String path, Map<String, ?> body) {
        return send(
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(Json.write(body))),
                path);
    }

    /** The lines of one of its logs, with all that are committed now: a file may be a moment behind the store. */
    public List<Map<String, Object>> log(String file) {
        long committed = context == null ? 0 : lastLine(file);
        return await("the lines of " + file)
                .until(() -> lines(file), lines -> lines.isEmpty() ? committed == 0 : number(lines) >= committed);
    }

    private List<Map<String, Object>> lines(String file) {
        try (Stream<String> lines = Files.lines(vault().resolve("Logs").resolve(file))) {
            return lines.map(Json::readObject).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long number(List<Map<String, Object>> lines) {
        return ((Number) lines.get(lines.size() - 1).get("seq")).longValue();
    }

    private long lastLine(String file) {
        String log = Stream.of(LogName.values())
                .filter(one -> one.file().equals(file))
                .findFirst()
                .orElseThrow()
                .key();
        return bean(Store.class)
                .read(tx -> tx.first("SELECT seq FROM log_heads WHERE log = ?", row -> row.longInt("seq"), log))
                .orElse(0L);
    }

    /** Moves a file with this text into {@code Needs_Action/}, whole, as a person's file manager does. */
    public void drop(String name, String text) {
        drop(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same with any bytes. */
    public void drop(String name, byte[] bytes) {
        try {
            Path draft = Files.createTempFile(home, "drop", ".tmp");
            Files.write(draft, bytes);
            Files.move(draft, vault().resolve("Needs_Action").resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names in a folder of its vault, without hidden ones. */
    public List<String> files(String folder) {
        try (Stream<Path> files = Files.list(vault().resolve(folder))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (context != null) {
            stop();
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String path) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            request.uri(URI.create(address() + path))
                                    .header(
                                            "Authorization",
                                            "Bearer "
                                                    + Files.readString(data().resolve("token"))
                                                            .strip())
                                    .build(),
                            BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void copyRoutes() {
        Path from = Path.of("routes").toAbsolutePath();
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = routes().resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.goldtier.cli.bench;

import io.goldtier.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * An Odoo that nobody kills: the sandbox of a second assistant, which speaks Odoo's own wire format, outlives the one
 * under test, and is told to misbehave every now and then.
 */
public final class FarEnd implements AutoCloseable {

    /** The database that the sandbox plays. */
    public static final String DATABASE = "sandbox";

    private static final List<Map<String, Object>> FAULTS = List.of(
            Map.of("cut_after_acting", true, "times", 1),
            Map.of("error_500_after_acting", true, "times", 1),
            Map.of("status", 429, "retry_after", 1, "times", 1),
            Map.of("garbage", true, "times", 1),
            Map.of("latency_ms", 1500, "times", 1),
            Map.of("refuse", true, "times", 1));

    private final AssistantProcess process;
    private final Workplace workplace;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Thread mischief;

    private FarEnd(AssistantProcess process, Workplace workplace, long seed) {
        this.process = process;
        this.workplace = workplace;
        mischief = new Thread(() -> misbehave(new Random(seed)), "far-end-mischief");
        mischief.setDaemon(true);
    }

    /** Starts one and waits until it answers. */
    public static FarEnd start(List<String> launch, Path home, long seed) throws IOException, InterruptedException {
        Workplace workplace = Workplace.create(home.resolve("routes"), List.of());
        List<String> settings = workplace.settings();
        settings.add("--goldtier.mode=sandbox");
        AssistantProcess process = AssistantProcess.start(launch, settings, home, workplace.log());
        FarEnd farEnd = new FarEnd(process, workplace, seed);
        try {
            process.awaitReady();
        } catch (IllegalStateException e) {
            farEnd.close();
            throw e;
        }
        return farEnd;
    }

    /** The address of the stand-in for Odoo. */
    public String odoo() {
        return workplace.address() + "/sandbox/odoo";
    }

    /** From now on every call is answered after this time. */
    void answerAfter(Duration delay) throws IOException, InterruptedException {
        send("POST", "/sandbox/faults", Json.write(Map.of("odoo", Map.of("latency_ms", delay.toMillis()))));
    }

    /** The processor time that it has used. */
    Duration processorTime() {
        return process.processorTime();
    }

    /** From now on about every tenth call goes wrong. */
    public void beginMischief() {
        mischief.start();
    }

    /** From now on every call goes well. */
    public void endMischief() throws InterruptedException {
        mischief.interrupt();
        mischief.join();
    }

    /** The invoices that it holds. */
    public List<Map<String, Object>> invoices() throws IOException, InterruptedException {
        Map<String, Object> odoo =
                section(Json.readObject(send("GET", "/sandbox/state", "")).get("odoo"));
        List<Map<String, Object>> invoices = new ArrayList<>();
        if (odoo.get("account.move") instanceof List<?> moves) {
            moves.stream()
                    .map(FarEnd::section)
                    .filter(move -> "out_invoice".equals(move.get("move_type")))
                    .forEach(invoices::add);
        }
        return invoices;
    }

    @Override
    public void close() throws IOException {
        mischief.interrupt();
        process.close();
        workplace.delete();
    }

    private void misbehave(Random random) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                TimeUnit.MILLISECONDS.sleep(100 + random.nextInt(300));
                send("POST", "/sandbox/faults", Json.write(Map.of("odoo", FAULTS.get(random.nextInt(FAULTS.size())))));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new IllegalStateException("The far end cannot be told to misbehave", e);
        }
    }

    private String send(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(workplace.address() + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + workplace.token())
                .method(method, BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString()).body();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> section(Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }
}

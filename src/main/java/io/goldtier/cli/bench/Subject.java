package io.goldtier.cli.bench;

import io.goldtier.cli.crash.Witness;
import io.goldtier.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The assistant that is measured, and the ways to measure it. */
final class Subject {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int CALLERS = 8;

    private final AssistantProcess assistant;
    private final Workplace workplace;
    private final Witness witness;
    private final HttpClient client = HttpClient.newHttpClient();

    Subject(AssistantProcess assistant, Workplace workplace, Witness witness) {
        this.assistant = assistant;
        this.workplace = workplace;
        this.witness = witness;
    }

    /**
     * How a burst went.
     *
     * @param rate files a second
     * @param cpuMillis processor time of the assistant for a file
     * @param sound every file was done, and none twice
     * @param order how many places the file that was overtaken by most came too late; -1 when it is not known
     */
    record Burst(double rate, double cpuMillis, boolean sound, int order) {}

    /** One file at a time, each after the one before is filed and a pause that no timer can be in step with. */
    Figures singles(String name, int files) throws IOException, InterruptedException {
        Random random = new Random(7);
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            Path staged = workplace.stage(name + "-" + i, Work.CALL.actions(name + "-" + i));
            TimeUnit.MILLISECONDS.sleep(random.nextInt(200));
            int before = witness.size();
            long dropped = System.nanoTime();
            workplace.publish(staged);
            await(() -> witness.size() > before, name + "-" + i + " to be called");
            nanos.add(witness.arrivals().get(before).nanos() - dropped);
            long filed = i + 1;
            await(() -> workplace.filed(name + "-") == filed, name + "-" + i + " to be filed");
        }
        return new Figures(nanos);
    }

    /** Many files at once. */
    Burst burst(String name, Work work, int files) throws IOException, InterruptedException {
        List<Path> staged = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            String id = String.format(Locale.ROOT, "%s-%05d", name, i);
            staged.add(workplace.stage(id, work.actions(id)));
        }
        int before = witness.size();
        Duration cpu = assistant.processorTime();
        long dropped = System.nanoTime();
        for (Path file : staged) {
            workplace.publish(file);
        }
        // Listing a large folder again and again would take the processor from what is measured
        await(
                () -> (work != Work.CALL || witness.size() - before >= files) && workplace.filed(name + "-") >= files,
                "the burst to be filed");
        double seconds = (System.nanoTime() - dropped) / 1e9;
        double cpuMillis = assistant.processorTime().minus(cpu).toNanos() / 1e6 / files;
        if (work != Work.CALL) {
            return new Burst(files / seconds, cpuMillis, true, -1);
        }
        List<Integer> order = witness.arrivals().stream()
                .skip(before)
                .map(arrival -> Integer.parseInt(arrival.id().replaceAll("^.*-", "")))
                .toList();
        boolean sound = order.size() == files && order.stream().distinct().count() == files;
        return new Burst(files / seconds, cpuMillis, sound, sound ? Figures.largestDelay(order) : -1);
    }

    /** Calls of a skill from outside, several at a time; how long each took. */
    Figures calls(int calls) throws InterruptedException {
        return several(calls, n -> send("POST", "/api/skills/" + Work.SKILL, Json.write(Map.of("id", "rest-" + n))));
    }

    /** Calls of the tool of the bench on an MCP server, several at a time; how long each took. */
    static Figures mcpCalls(McpProbe probe, int calls) throws InterruptedException {
        return several(calls, probe::call);
    }

    /** How long a page takes; each is asked for several times. */
    Figures page(String path, int times) throws InterruptedException {
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            nanos.add(timed(() -> send("GET", path, null)));
        }
        return new Figures(nanos);
    }

    private interface Request {
        HttpResponse<String> send(int number) throws IOException, InterruptedException;
    }

    private static Figures several(int calls, Request request) throws InterruptedException {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        AtomicInteger next = new AtomicInteger();
        try {
            List<Future<List<Long>>> answers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                answers.add(callers.submit(() -> {
                    List<Long> nanos = new ArrayList<>();
                    for (int n = next.getAndIncrement(); n < calls; n = next.getAndIncrement()) {
                        int number = n;
                        nanos.add(timed(() -> request.send(number)));
                    }
                    return nanos;
                }));
            }
            List<Long> nanos = new ArrayList<>();
            for (Future<List<Long>> answer : answers) {
                nanos.addAll(answer.get());
            }
            return new Figures(nanos);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            callers.shutdownNow();
        }
    }

    private interface Answer {
        HttpResponse<String> get() throws IOException, InterruptedException;
    }

    private static long timed(Answer answer) throws InterruptedException {
        long begun = System.nanoTime();
        try {
            HttpResponse<String> response = answer.get();
            if (response.statusCode() != 200) {
                throw new IllegalStateException(
                        response.uri() + " answers " + response.statusCode() + ": " + response.body());
            }
        } catch (IOException e) {
            throw new IllegalStateException("No answer: " + e, e);
        }
        return System.nanoTime() - begun;
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(workplace.address() + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + workplace.token());
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** Something to wait for. */
    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(Condition condition, String what) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Waited " + PATIENCE + " in vain for " + what + ".");
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}

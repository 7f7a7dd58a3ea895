package io.goldtier.spoiled;

import io.goldtier.Assistant;
import io.goldtier.TestClock;
import io.goldtier.json.Json;
import io.goldtier.spoiled.Case.Protocol;
import io.goldtier.spoiled.Case.Way;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * An assistant whose outside systems are behind a {@link SpoilingProxy}. Runs many cases side by side, grants every
 * approval, lets time pass when all that is open waits for it, and judges each case by what is at the far end.
 */
final class Bench implements AutoCloseable {

    /** How long the assistant waits for an answer. */
    static final Duration PATIENCE = Duration.ofMillis(1500);

    /** How many cases can go on side by side. */
    static final int LANES = 120;

    /** How many in an assistant that has to start quickly. */
    static final int FEW_LANES = 40;

    private static final Duration QUIET = Duration.ofMillis(300);
    private static final Duration LONGEST = Duration.ofMinutes(4);

    /** The quick tries, then five minutes at a time for more than an hour, then what is left. */
    private static final List<Duration> LADDER = ladder();

    private final Consumer<Duration> clock;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService callers = Executors.newFixedThreadPool(12);
    private final FarSide farSide;
    private final SpoilingProxy proxy;
    private final Near near;
    private final Map<String, List<Run.Said>> trails = new ConcurrentHashMap<>();
    private final Map<String, Integer> effectsAt = new ConcurrentHashMap<>();
    private int markers;

    private Bench(FarSide farSide, SpoilingProxy proxy, Near near, Consumer<Duration> clock) throws IOException {
        this.farSide = farSide;
        this.proxy = proxy;
        this.near = near;
        this.clock = clock;
        Path receipt = near.vault().resolve(FarSide.RECEIPT);
        Files.createDirectories(receipt.getParent());
        Files.writeString(receipt, "Paper 60.00\n");
    }

    /** One whose assistant is in this process. */
    static Bench here(Path home) throws IOException {
        TestClock clock = new TestClock("2026-02-20T10:30:00Z");
        FarSide farSide = new FarSide(home.resolve("far"), clock);
        SpoilingProxy proxy = new SpoilingProxy(farSide.address(), farSide.ledger(), PATIENCE);
        Assistant assistant = Assistant.in(home.resolve("near")).clock(clock);
        Near.prepare(assistant);
        settings(proxy, LANES).forEach(assistant::setting);
        return new Bench(farSide, proxy, new Near.Here(home.resolve("near"), assistant), clock::pass);
    }

    /** One whose assistant is a {@link Child}, which can be killed. */
    static Bench child(Path home) throws IOException {
        Path file = home.resolve("clock");
        SharedClock clock = new SharedClock(file);
        FarSide farSide = new FarSide(home.resolve("far"), clock);
        SpoilingProxy proxy = new SpoilingProxy(farSide.address(), farSide.ledger(), PATIENCE);
        List<String> settings = new ArrayList<>(settings(proxy, FEW_LANES));
        // All are held at once until the kill
        settings.add("goldtier.loop.workers=64");
        try {
            return new Bench(farSide, proxy, new Child(home.resolve("near"), file, settings), clock::pass);
        } catch (IllegalStateException e) {
            proxy.close();
            farSide.close();
            throw e;
        }
    }

    /** The settings with which an assistant finds its outside systems behind the proxy. */
    private static List<String> settings(SpoilingProxy proxy, int lanes) {
        List<String> settings = new ArrayList<>(List.of(
                "goldtier.mode=live",
                "goldtier.loop.workers=16",
                "goldtier.approval.expiry=365d",
                "goldtier.quotas.odoo.limit=1000000000",
                "goldtier.quotas.facebook.limit=1000000000",
                "goldtier.social.burst=100000",
                "goldtier.odoo.timeout-ms=" + PATIENCE.toMillis(),
                "goldtier.odoo.connections=64",
                "goldtier.systems.ledger.url=" + proxy.ledger(),
                "goldtier.systems.ledger.token=" + Ledger.TOKEN,
                "goldtier.social.facebook.url=" + proxy.graph(),
                "goldtier.social.facebook.page-id=" + FarSide.PAGE,
                "goldtier.social.facebook.access-token=" + FarSide.PAGE_TOKEN));
        settings.addAll(odoo("goldtier.odoo", proxy.odoo("none"), Protocol.JSON2));
        for (int i = 0; i < lanes; i++) {
            for (Protocol protocol : List.of(Protocol.JSON2, Protocol.JSONRPC)) {
                String lane = lane(protocol, i);
                settings.addAll(odoo("goldtier.odoo.instances." + lane, proxy.odoo(lane), protocol));
            }
        }
        return settings;
    }

    private static List<String> odoo(String prefix, String url, Protocol protocol) {
        return List.of(
                prefix + ".url=" + url,
                prefix + ".database=" + FarSide.DATABASE,
                prefix + ".login=" + FarSide.LOGIN,
                prefix + ".api-key=" + FarSide.KEY,
                prefix + ".protocol=" + protocol.name().toLowerCase(java.util.Locale.ROOT));
    }

    static String lane(Protocol protocol, int number) {
        return (protocol == Protocol.JSONRPC ? "r" : "j") + number;
    }

    /** After so many steps, 17 s, the far end has finished what it was busy with. */
    private static final int BUSY_UNTIL = 3;

    /** How many of the ladder's last steps are gone again. */
    private static final int AGAIN_FROM = 8;

    private static List<Duration> ladder() {
        List<Duration> steps = new ArrayList<>();
        for (int seconds : new int[] {3, 5, 9}) {
            steps.add(Duration.ofSeconds(seconds));
        }
        for (int i = 0; i < 14; i++) {
            steps.add(Duration.ofSeconds(301));
        }
        for (int i = 0; i < 4; i++) {
            steps.add(Duration.ofMinutes(31));
        }
        return steps;
    }

    /** Lets time pass. */
    void pass(Duration time) {
        clock.accept(time);
    }

    /** The calls that a task takes when nothing is spoilt, with what was answered; empty when it cannot be asked. */
    List<Run.Said> trail(Task task, Protocol protocol, Way way) {
        String key = key(task, protocol, way);
        if (!trails.containsKey(key)) {
            record(protocol, way);
        }
        return trails.get(key);
    }

    /** Does all tasks once, side by side, to see which calls they take. */
    private void record(Protocol protocol, Way way) {
        recover();
        List<Run> runs = Task.of(protocol).stream()
                .map(task -> new Run(Case.unspoilt(task, protocol, way), marker()))
                .toList();
        runs.forEach(run -> run.watch(() -> run.subject().task().effect().of(farSide.books(), run.marker())));
        List<Verdict> verdicts = go(runs);
        for (int i = 0; i < runs.size(); i++) {
            Run run = runs.get(i);
            String key = key(run.subject().task(), protocol, way);
            boolean good = verdicts.get(i).isGood() && verdicts.get(i).end().equals("done");
            trails.put(key, good ? run.trail() : List.of());
            effectsAt.put(key, run.effectAt());
        }
    }

    /** The position of the call that has the task's effect. */
    int effectAt(Task task, Protocol protocol, Way way) {
        trail(task, protocol, way);
        return effectsAt.get(key(task, protocol, way));
    }

    private static String key(Task task, Protocol protocol, Way way) {
        return task.name() + "|" + protocol + "|" + way;
    }

    private synchronized String marker() {
        return "m" + ++markers + "q";
    }

    /** Runs so many cases at a time and judges each. */
    List<Verdict> run(List<Case> cases, int atOnce) {
        List<Verdict> verdicts = new ArrayList<>();
        for (int from = 0; from < cases.size(); from += atOnce) {
            recover();
            verdicts.addAll(go(cases.subList(from, Math.min(cases.size(), from + atOnce)).stream()
                    .map(one -> new Run(one, marker()))
                    .toList()));
        }
        return verdicts;
    }

    /** Runs a case while the list of the page's own posts is wrong like this. */
    Verdict run(Case subject, LookUps.LookUp lookUp) {
        Run run = new Run(subject, marker());
        proxy.afterPosts(farSide::somebodyElsePosts);
        proxy.spoilLookUps(answer -> lookUp.change().apply(answer, run.marker()));
        return go(List.of(run), LADDER.subList(3, LADDER.size())).get(0);
    }

    /**
     * Runs the cases side by side until each has come to the moment of its kill, kills the process, starts it again, and
     * goes on to the end.
     *
     * @param more settings for the second life
     */
    List<Verdict> kill(List<Case> cases, UnaryOperator<Answer> lookUps, String... more) {
        List<Open> all = killed(cases, lookUps, more);
        drive(all, LADDER);
        return judge(all);
    }

    /**
     * The same with a far end that was busy when the process died, and acts so long after the next life has begun.
     *
     * @return verdicts; among their faults is that a case was over before the far end had acted
     */
    List<Verdict> killBusy(List<Case> cases, Duration busy) {
        List<Open> all = killed(cases, answer -> answer);
        long acts = System.nanoTime() + busy.toNanos();
        List<String> early = new ArrayList<>();
        while (System.nanoTime() < acts) {
            pause(250);
            approveAll();
            all.stream().filter(open -> !open.isOver()).forEach(open -> look(open, List.of()));
            all.stream()
                    .filter(open -> open.state.equals("failed")
                            || open.state.equals("done")
                                    && open.run.subject().task().isPost())
                    .map(open -> open.run.marker() + " is " + open.state + " while the far end is busy")
                    .forEach(early::add);
        }
        if (!early.isEmpty()) {
            throw new IllegalStateException(String.join("\n", early));
        }
        proxy.finishLate();
        drive(all, LADDER);
        return judge(all);
    }

    private List<Open> killed(List<Case> cases, UnaryOperator<Answer> lookUps, String... more) {
        // What Odoo said of its money is forgotten, as it was when the calls were counted
        recover();
        List<Run> runs = cases.stream().map(one -> new Run(one, marker())).toList();
        List<Open> all = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            all.add(begin(runs.get(i), i));
        }
        long end = System.nanoTime() + LONGEST.toNanos();
        while (proxy.held() < all.size() && System.nanoTime() < end) {
            approveAll();
            pause(50);
        }
        if (proxy.held() < all.size()) {
            throw new IllegalStateException(
                    "only " + proxy.held() + " of " + all.size() + " came to the moment of their kill");
        }
        Child child = (Child) near;
        farSide.somebodyElsePosts();
        child.kill();
        proxy.killed();
        proxy.spoilLookUps(lookUps);
        child.start(more);
        return all;
    }

    /** Lets Odoo be found well again, if the cases before have put it out of reach. */
    private void recover() {
        clock.accept(Duration.ofMinutes(6));
        go(List.of(new Run(Case.unspoilt(Task.LOOK, Protocol.JSON2, Way.TRIGGER), marker())));
    }

    /** Told to come again, before anything was spoilt, because others are in the way. */
    private static final String AGAIN = "again";

    /** A run under way. */
    private static final class Open {

        private final Run run;
        private Map<String, Object> input;
        private CompletableFuture<HttpResponse<String>> answer;
        private String actionId;
        private String state = "sent";
        private String message;

        Open(Run run) {
            this.run = run;
        }

        boolean isOver() {
            return List.of("done", "in_doubt", "failed", "rejected", "skipped", "not accepted")
                            .contains(state)
                    || state.startsWith("answer ");
        }

        boolean isUnderWay() {
            return List.of("sent", "running", "awaiting_approval").contains(state);
        }
    }

    private List<Verdict> go(List<Run> runs) {
        return go(runs, LADDER);
    }

    private List<Verdict> go(List<Run> runs, List<Duration> ladder) {
        List<Open> all = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            all.add(begin(runs.get(i), i));
        }
        drive(all, ladder);
        return judge(all);
    }

    private List<Verdict> judge(List<Open> all) {
        proxy.finishLate();
        FarSide.Books books = farSide.books();
        Map<String, String> notes = notes();
        List<Verdict> verdicts = all.stream()
                .map(open -> Verdict.of(
                        open.run,
                        open.state,
                        open.message,
                        open.message + " " + notes(notes, open.run.marker()),
                        books))
                .toList();
        all.forEach(this::close);
        proxy.forget();
        return verdicts;
    }

    private Open begin(Run run, int number) {
        Case subject = run.subject();
        Map<String, Object> input = new LinkedHashMap<>(subject.task().input().apply(farSide, run.marker()));
        if (subject.protocol() == Protocol.GRAPH || subject.protocol() == Protocol.LEDGER) {
            proxy.follow(run);
        } else {
            String lane = lane(subject.protocol(), number);
            proxy.follow(lane, run);
            input.put("instance", lane);
        }
        Open open = new Open(run);
        if (subject.way() == Way.TRIGGER) {
            near.drop(
                    run.marker() + ".json",
                    document(run.marker(), subject.task().skill(), input));
        } else {
            open.input = input;
            call(open);
        }
        return open;
    }

    private void call(Open open) {
        String path = "/api/skills/" + open.run.subject().task().skill();
        open.state = "sent";
        open.answer = CompletableFuture.supplyAsync(() -> send("POST", path, Json.write(open.input)), callers);
    }

    static String document(String id, String skill, Map<String, Object> params) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("trigger_id", id);
        document.put("source_domain", "business");
        document.put("source_type", "file_drop");
        document.put("source_data", Map.of("made_by", id));
        document.put("triggered_actions", List.of(Map.of("type", skill, "params", params)));
        document.put("status", "pending");
        document.put("created", "2026-02-20T10:30:00Z");
        document.put("updated", "2026-02-20T10:30:00Z");
        return Json.write(document);
    }

    /** Until all is over, or nothing more happens however much time passes. */
    private void drive(List<Open> all, List<Duration> ladder) {
        boolean locks = all.stream().anyMatch(open -> open.run.subject().spoil().isLock());
        int step = 0;
        int before = all.size();
        long passed = System.nanoTime();
        long end = System.nanoTime() + LONGEST.toNanos();
        while (System.nanoTime() < end) {
            pause(20);
            if (proxy.quiet().compareTo(QUIET) < 0 || System.nanoTime() - passed < QUIET.toNanos()) {
                continue;
            }
            if (approveAll() > 0) {
                continue;
            }
            List<Map<String, Object>> log = all.stream().anyMatch(open -> open.answer != null) ? audit() : List.of();
            List<Open> open = all.stream()
                    .filter(one -> !one.isOver())
                    .peek(one -> look(one, log))
                    .filter(one -> !one.isOver())
                    .toList();
            if (open.isEmpty()) {
                return;
            }
            if (step == ladder.size()) {
                if (open.size() == before) {
                    return;
                }
                // One after the other tries a system that is offline, so the last have to wait for their turn
                before = open.size();
                step = ladder.size() - AGAIN_FROM;
            }
            if (open.stream().anyMatch(Open::isUnderWay)) {
                pause(50);
                continue;
            }
            if (locks && step % 2 == 1) {
                // Other credentials take a new start; then work that waits for them goes on
                near.restart();
            }
            if (System.getenv("SPOILED_VERBOSE") != null) {
                Map<String, Long> states = new java.util.TreeMap<>();
                open.forEach(one -> states.merge(one.state + ": " + one.message, 1L, Long::sum));
                System.out.printf("step %d of %d runs: %s%n", step, all.size(), states);
            }
            clock.accept(ladder.get(step++));
            if (open.stream().anyMatch(one -> one.answer != null)) {
                // Nothing but real time wakes these, and the ladder is gone in less than that
                near.lookIntoCalls();
            }
            if (step == BUSY_UNTIL) {
                proxy.finishLate();
            }
            passed = System.nanoTime();
            open.stream().filter(one -> one.state.equals(AGAIN)).forEach(this::call);
        }
    }

    private void look(Open open, List<Map<String, Object>> log) {
        if (open.answer == null) {
            lookAtTrigger(open);
        } else if (open.answer.isDone()) {
            lookAtAnswer(open, open.answer.join(), log);
        }
    }

    private void lookAtAnswer(Open open, HttpResponse<String> answer, List<Map<String, Object>> log) {
        open.message = answer.body();
        switch (answer.statusCode()) {
            case 200 -> open.state = "done";
            case 202 -> {
                if (open.actionId == null) {
                    Object approval = Json.readObject(answer.body()).get("approval_id");
                    open.actionId = String.valueOf(Json.readObject(send("GET", "/api/approvals/" + approval, null)
                                    .body())
                            .get("action_id"));
                }
                lookAtCall(open, log);
            }
            case 409 -> {
                // Perhaps it is looked into by itself
                open.actionId = open.actionId == null ? actionId(open, log) : open.actionId;
                if (open.actionId == null) {
                    open.state = "in_doubt";
                } else {
                    lookAtCall(open, log);
                }
            }
            case 429, 503 -> open.state = open.run.spoilt() == 0 ? AGAIN : "answer " + answer.statusCode();
            default -> open.state = "answer " + answer.statusCode();
        }
    }

    /** The action of a call over REST, as the line that tells of its beginning names it. */
    private static String actionId(Open open, List<Map<String, Object>> log) {
        String skill = open.run.subject().task().skill();
        return log.stream()
                .filter(line -> skill.equals(line.get("action"))
                        && "pending".equals(line.get("status"))
                        && line.get("details") instanceof Map<?, ?> details
                        && String.valueOf(details.get("input")).contains(lane(open)))
                .map(line -> String.valueOf(((Map<?, ?>) line.get("details")).get("action_id")))
                .reduce((one, other) -> other)
                .orElse(null);
    }

    /** What tells a run's input from that of all others that go on beside it. */
    private static String lane(Open open) {
        Object lane = open.input.get("instance");
        return lane == null ? open.run.marker() : "instance=" + lane + "}";
    }

    private void lookAtTrigger(Open open) {
        HttpResponse<String> answer = send("GET", "/api/triggers/" + open.run.marker(), null);
        if (answer.statusCode() == 404) {
            open.state = near.files("Inbox").contains(open.run.marker() + ".json") ? "not accepted" : "sent";
            return;
        }
        Map<?, ?> trigger = Json.readObject(answer.body());
        Map<?, ?> action = (Map<?, ?>) ((List<?>) trigger.get("actions")).get(0);
        open.state = String.valueOf(action.get("state"));
        open.message = String.valueOf(action.get("message"));
        open.actionId = String.valueOf(action.get("action_id"));
        for (Object remedy : (List<?>) trigger.get("remedies")) {
            // A step that was put before ours stands for it until it is done
            Map<?, ?> step = (Map<?, ?>) remedy;
            if (!open.isOver() && !"done".equals(step.get("state"))) {
                open.state = String.valueOf(step.get("state"));
                open.message = String.valueOf(step.get("message"));
                open.actionId = String.valueOf(step.get("action_id"));
            }
        }
    }

    /** A call that was approved leaves its traces in the audit log only. */
    private static void lookAtCall(Open open, List<Map<String, Object>> log) {
        String skill = open.run.subject().task().skill();
        open.state = "awaiting_approval";
        for (Map<String, Object> line : log) {
            Map<?, ?> details = line.get("details") instanceof Map<?, ?> map ? map : Map.of();
            if (skill.equals(line.get("action")) && open.actionId.equals(details.get("action_id"))) {
                open.message = String.valueOf(details.get("error_message"));
                open.state = switch (String.valueOf(line.get("status"))) {
                    case "success" -> "done";
                    case "pending" -> details.containsKey("attempt") ? "running" : "awaiting_approval";
                    default ->
                        Boolean.TRUE.equals(details.get("in_doubt"))
                                ? "in_doubt"
                                : details.containsKey("system")
                                                || details.containsKey("retry_at")
                                                || details.containsKey("recovered")
                                        ? "waiting"
                                        : "failed";
                };
            }
        }
    }

    private List<Map<String, Object>> audit() {
        return near.audit();
    }

    private int approveAll() {
        List<?> pending = (List<?>) Json.readObject(send("GET", "/api/approvals?status=pending&limit=500", null)
                        .body())
                .get("items");
        for (Object one : pending) {
            send(
                    "POST",
                    "/api/approvals/" + ((Map<?, ?>) one).get("approval_id"),
                    Json.write(Map.of("decision", "approve")));
        }
        return pending.size();
    }

    /** Settles what is still open, so that it does not go on among the next cases. */
    private void close(Open open) {
        if (open.actionId != null && !List.of("done", "failed").contains(open.state)) {
            send("POST", "/api/actions/" + open.actionId + "/resolve", Json.write(Map.of("outcome", "done")));
        }
    }

    private Map<String, String> notes() {
        Map<String, String> notes = new LinkedHashMap<>();
        for (String name : near.files("Inbox")) {
            try {
                if (name.endsWith(".md")) {
                    notes.put(
                            name, Files.readString(near.vault().resolve("Inbox").resolve(name)));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return notes;
    }

    private static String notes(Map<String, String> notes, String marker) {
        return notes.values().stream()
                .filter(note -> note.contains(marker))
                .reduce("", (one, other) -> one + "\n" + other);
    }

    private HttpResponse<String> send(String method, String path, String body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(near.address() + path))
                    .header("Content-Type", "application/json")
                    .header("Authorization", "Bearer " + near.token())
                    .method(
                            method,
                            body == null
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static void pause(long milliseconds) {
        try {
            TimeUnit.MILLISECONDS.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        callers.shutdownNow();
        near.close();
        proxy.close();
        farSide.close();
    }
}

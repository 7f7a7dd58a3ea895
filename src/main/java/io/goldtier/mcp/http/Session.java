package io.goldtier.mcp.http;

import io.goldtier.mcp.answer.EventStream;
import io.goldtier.mcp.rpc.Message;
import io.goldtier.mcp.rpc.RpcError;
import io.goldtier.mcp.server.Client;
import io.goldtier.mcp.server.LogLevel;
import io.goldtier.mcp.server.McpServer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** What one client has agreed with one server in a handshake, and what is under way between them. */
final class Session implements Listener {

    private static final int MOST_SUBSCRIPTIONS = 100;
    private static final int MOST_STREAMS = 8;
    private static final long LONGEST_QUESTION_SECONDS = 60;

    private final String id;
    private final McpServer server;
    private final String version;
    private final Client client;
    private final Set<String> subscriptions = ConcurrentHashMap.newKeySet();
    private final List<EventStream> streams = new CopyOnWriteArrayList<>();
    private final Map<Object, Posted> running = new ConcurrentHashMap<>();
    private final Map<Object, CompletableFuture<Map<String, Object>>> questions = new ConcurrentHashMap<>();
    private final Known known = new Known();
    private final AtomicLong asked = new AtomicLong();
    private volatile LogLevel logLevel = LogLevel.INFO;
    private volatile Instant lastUsed;

    Session(String id, McpServer server, String version, Client client, Instant now) {
        this.id = id;
        this.server = server;
        this.version = version;
        this.client = client;
        this.lastUsed = now;
    }

    String id() {
        return id;
    }

    String version() {
        return version;
    }

    Client client() {
        return client;
    }

    LogLevel logLevel() {
        return logLevel;
    }

    void logLevel(LogLevel level) {
        logLevel = level;
    }

    Instant lastUsed() {
        return lastUsed;
    }

    void used(Instant now) {
        lastUsed = now;
    }

    /** True when it has not been used since then and nothing is under way or open. */
    boolean isIdleSince(Instant then) {
        return lastUsed.isBefore(then) && running.isEmpty() && !isListening();
    }

    /**
     * A request has come.
     *
     * @throws RpcError when another one with the same id is under way
     */
    void begins(Posted posted) {
        if (running.putIfAbsent(posted.request().id(), posted) != null) {
            throw RpcError.invalidRequest("A request with this id is under way.");
        }
    }

    void ended(Posted posted) {
        running.remove(posted.request().id(), posted);
    }

    /** The client does not want the answer to this request any more. */
    void cancel(Object requestId) {
        Posted posted = requestId == null ? null : running.get(requestId);
        if (posted != null) {
            posted.cancel();
        }
    }

    /** Subscribes to what lies at an address. */
    void subscribe(String uri) {
        if (subscriptions.size() >= MOST_SUBSCRIPTIONS) {
            throw RpcError.invalidParams("A session may have " + MOST_SUBSCRIPTIONS + " subscriptions at most.");
        }
        known.learnResource(server, uri);
        subscriptions.add(uri);
    }

    void unsubscribe(String uri) {
        subscriptions.remove(uri);
    }

    /** A stream on which the client listens. */
    void listen(EventStream stream) {
        streams.removeIf(one -> !one.isOpen());
        while (streams.size() >= MOST_STREAMS) {
            streams.remove(0).close();
        }
        known.learnLists(server);
        streams.add(stream);
    }

    /** Asks the client on the stream of a request, and waits for its answer. */
    Map<String, Object> ask(Predicate<Map<String, Object>> way, String method, Map<String, Object> params) {
        String question = "ask-" + asked.incrementAndGet();
        CompletableFuture<Map<String, Object>> reply = new CompletableFuture<>();
        questions.put(question, reply);
        try {
            if (!way.test(Message.request(question, method, params))) {
                throw RpcError.invalidRequest("The client cannot be asked: it takes no events.");
            }
            return reply.get(LONGEST_QUESTION_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw RpcError.invalidRequest("The client did not answer in time.");
        } catch (ExecutionException e) {
            throw RpcError.invalidRequest("The client answered with an error.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RpcError.internal();
        } finally {
            questions.remove(question);
        }
    }

    /** Shows the client something, and waits for no answer. */
    void show(Predicate<Map<String, Object>> way, String method, Map<String, Object> params) {
        way.test(Message.request("show-" + asked.incrementAndGet(), method, params));
    }

    /** The client answers a question; one that nobody asked is dropped. */
    void answered(Message.Response response) {
        CompletableFuture<Map<String, Object>> reply = response.id() == null ? null : questions.get(response.id());
        if (reply == null) {
            return;
        }
        if (response.result() == null) {
            reply.completeExceptionally(RpcError.invalidRequest("The client answered with an error."));
        } else {
            reply.complete(response.result());
        }
    }

    @Override
    public void close() {
        streams.forEach(EventStream::close);
        streams.clear();
        running.values().forEach(Posted::cancel);
    }

    @Override
    public McpServer server() {
        return server;
    }

    @Override
    public Known known() {
        return known;
    }

    @Override
    public boolean wants(Lists list) {
        return true;
    }

    @Override
    public Set<String> uris() {
        return subscriptions;
    }

    @Override
    public boolean isListening() {
        return streams.stream().anyMatch(EventStream::isOpen);
    }

    @Override
    public void tell(Map<String, Object> notification) {
        // Each message goes on one stream only; the newest is the one most likely read
        for (int i = streams.size() - 1; i >= 0; i--) {
            if (streams.get(i).send(notification)) {
                return;
            }
        }
    }

    @Override
    public void keepAlive() {
        streams.forEach(EventStream::keepAlive);
        streams.removeIf(stream -> !stream.isOpen());
    }
}

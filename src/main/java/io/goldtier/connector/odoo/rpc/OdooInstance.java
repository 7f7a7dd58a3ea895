package io.goldtier.connector.odoo.rpc;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One Odoo that we talk to: where it is, who we are there, and what we have learnt about it since the start.
 *
 * <p>The address is asked for anew for each call, because the stand-in's is known only when the web server runs.
 */
final class OdooInstance {

    /** The two protocols. */
    enum Protocol {
        /** {@code POST /json/2/<model>/<method>}, from Odoo 19 on. */
        JSON2,
        /** {@code POST /jsonrpc}, until Odoo 21. */
        JSONRPC
    }

    private final String name;
    private final java.util.function.Supplier<String> url;
    private final String database;
    private final String login;
    private final String apiKey;
    private final int company;
    private final AtomicReference<Protocol> protocol;
    private final AtomicLong uid = new AtomicLong();
    private final OdooMemory memory;
    private final AtomicReference<String> version = new AtomicReference<>("");

    OdooInstance(
            String name,
            java.util.function.Supplier<String> url,
            String database,
            String login,
            String apiKey,
            String protocol,
            int company,
            Clock clock) {
        this.name = name;
        this.url = url;
        this.database = database;
        this.login = login;
        this.apiKey = apiKey;
        this.company = company;
        this.memory = new OdooMemory(clock);
        this.protocol = new AtomicReference<>(
                switch (protocol) {
                    case "json2" -> Protocol.JSON2;
                    case "jsonrpc" -> Protocol.JSONRPC;
                    default -> null;
                });
    }

    String name() {
        return name;
    }

    String url() {
        return url.get();
    }

    String database() {
        return database;
    }

    String login() {
        return login;
    }

    String apiKey() {
        return apiKey;
    }

    int company() {
        return company;
    }

    /** What it answered a short time ago. */
    OdooMemory memory() {
        return memory;
    }

    /** The protocol; null until the version is known. */
    Protocol protocol() {
        return protocol.get();
    }

    void speak(Protocol found, String foundVersion) {
        protocol.compareAndSet(null, found);
        version.set(foundVersion);
    }

    /** The version as Odoo tells it, or an empty text. */
    String version() {
        return version.get();
    }

    /** The user's id at the older protocol; 0 until logged in. */
    long uid() {
        return uid.get();
    }

    void loggedIn(long id) {
        uid.set(id);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "Odoo " + name + " (" + database + ")";
    }
}

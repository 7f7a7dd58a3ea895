package io.goldtier.connector.odoo.rpc;

import java.time.Clock;
import java.util.function.Supplier;

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
    private final Supplier<String> url;
    private final OdooSettings.Instance settings;
    private final OdooMemory memory;
    private volatile Protocol protocol;
    private volatile String version = "";
    private volatile long uid;

    OdooInstance(String name, Supplier<String> url, OdooSettings.Instance settings, Clock clock) {
        this.name = name;
        this.url = url;
        this.settings = settings;
        this.memory = new OdooMemory(clock);
        this.protocol = switch (settings.protocol()) {
            case "json2" -> Protocol.JSON2;
            case "jsonrpc" -> Protocol.JSONRPC;
            default -> null;
        };
    }

    String name() {
        return name;
    }

    String url() {
        return url.get();
    }

    String database() {
        return settings.database();
    }

    String login() {
        return settings.login();
    }

    String apiKey() {
        return settings.apiKey();
    }

    int company() {
        return settings.company();
    }

    /** What it answered a short time ago. */
    OdooMemory memory() {
        return memory;
    }

    /** The protocol; null until the version is known. */
    Protocol protocol() {
        return protocol;
    }

    synchronized void speak(Protocol found, String foundVersion) {
        protocol = protocol == null ? found : protocol;
        version = foundVersion;
    }

    /** The version as Odoo tells it, or an empty text. */
    String version() {
        return version;
    }

    /** The user's id at the older protocol; 0 until logged in. */
    long uid() {
        return uid;
    }

    void loggedIn(long id) {
        uid = id;
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "Odoo " + name + " (" + database() + ")";
    }
}

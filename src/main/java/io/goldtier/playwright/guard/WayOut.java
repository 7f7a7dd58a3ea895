package io.goldtier.playwright.guard;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * The only way out of a browser: a small forwarding proxy of this process, one for each call.
 *
 * <p>It looks each name up itself, checks the address and connects to exactly that address, so it does not matter who asks (a
 * page, a redirect, a frame, a worker, a socket) nor whether a name means something else a moment later. It forwards HTTP
 * one request a connection, and tunnels (CONNECT) for everything encrypted and for WebSockets.
 */
public final class WayOut implements AutoCloseable {

    private static final int BACKLOG = 128;

    private final HostRules rules;
    private final Traffic traffic = new Traffic();
    private final ServerSocket door;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(job -> {
        Thread thread = new Thread(null, job, "playwright-way-out", 128 * 1024);
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Opens it.
     *
     * @throws IOException if this machine has no port left
     */
    public WayOut(HostRules rules) throws IOException {
        this.rules = rules;
        this.door = new ServerSocket();
        door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        threads.execute(this::accept);
    }

    /** Its address, for the browser. */
    public String address() {
        return "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + door.getLocalPort();
    }

    /** What went through. */
    public Traffic traffic() {
        return traffic;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                open.add(client);
                threads.execute(() -> serve(client));
            } catch (IOException | RejectedExecutionException e) {
                // Closed
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            new Passage(rules, traffic, this::follow, threads).pass(client);
        } catch (IOException | RejectedExecutionException e) {
            // One of the two sides is gone
        } finally {
            open.remove(client);
        }
    }

    /** A socket that must not outlive this. */
    private void follow(Socket server) throws IOException {
        open.add(server);
        if (door.isClosed()) {
            server.close();
        }
    }

    @Override
    public void close() {
        closeQuietly(door);
        threads.shutdown();
        open.forEach(WayOut::closeQuietly);
    }

    private static void closeQuietly(java.io.Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone then
        }
    }
}

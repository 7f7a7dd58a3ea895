package io.goldtier.intake.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a mail server: hands bytes on, and hangs up in each of the first connections after so many of them. */
final class HangingUp implements AutoCloseable {

    private static final int STEP = 1_500;

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger cuts = new AtomicInteger();
    private final int target;
    private final int toCut;

    /** Before the server at this port, with so many connections that are cut. */
    HangingUp(int target, int toCut) throws IOException {
        this.target = target;
        this.toCut = toCut;
        start(this::listen);
    }

    int port() {
        return listening.getLocalPort();
    }

    int cuts() {
        return cuts.get();
    }

    private static void start(Runnable job) {
        Thread thread = new Thread(job, "hanging-up");
        thread.setDaemon(true);
        thread.start();
    }

    private void listen() {
        while (!listening.isClosed()) {
            try {
                Socket here = listening.accept();
                Socket there = new Socket(InetAddress.getLoopbackAddress(), target);
                int number = connections.incrementAndGet();
                int most = number <= toCut ? STEP * number : Integer.MAX_VALUE;
                start(() -> pass(here, there, Integer.MAX_VALUE));
                start(() -> pass(there, here, most));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void pass(Socket from, Socket to, int most) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[4096];
            int passed = 0;
            for (int read; (read = in.read(buffer)) >= 0; passed += read) {
                int rest = Math.min(read, most - passed);
                out.write(buffer, 0, rest);
                out.flush();
                if (rest < read) {
                    cuts.incrementAndGet();
                    return;
                }
            }
        } catch (IOException e) {
            // The other side has hung up
            return;
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}

package io.goldtier.store;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Stands between an assistant and PostgreSQL, and cuts the connection when the server has committed and before its answer
 * goes back, or before what the assistant says gets to the server.
 */
final class CuttingProxy implements AutoCloseable {

    /** Length of a message's length. */
    private static final int LENGTH = 4;

    private final ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger cuts = new AtomicInteger();
    private final int server;
    private volatile BooleanSupplier loseAnswer = () -> false;
    private volatile BooleanSupplier loseRequest = () -> false;

    /** @param server the port of the server */
    CuttingProxy(int server) throws IOException {
        this.server = server;
        threads.execute(this::accept);
    }

    /** The address of a database through this proxy; what goes over it can be read. */
    String url(String address) {
        return address.replace(":" + server + "/", ":" + entrance.getLocalPort() + "/")
                + "?sslmode=disable&gssEncMode=disable";
    }

    /** Asked at each commit that has taken place: true loses the answer. */
    void loseAnswers(BooleanSupplier when) {
        loseAnswer = when;
    }

    /** Asked at each piece that goes to the server: true loses it. */
    void loseRequests(BooleanSupplier when) {
        loseRequest = when;
    }

    /** How often it has cut. */
    int cuts() {
        return cuts.get();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                pass(client);
            } catch (IOException e) {
                // Closed, or the server is away: then the client's connection is refused, too
            }
        }
    }

    private void pass(Socket client) throws IOException {
        try {
            Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
            client.setTcpNoDelay(true);
            behind.setTcpNoDelay(true);
            threads.execute(() -> closing(client, behind, () -> forward(client, behind)));
            threads.execute(() -> closing(client, behind, () -> answer(behind, client)));
        } catch (IOException e) {
            client.close();
            throw e;
        }
    }

    @FunctionalInterface
    private interface Way {
        void go() throws IOException;
    }

    private static void closing(Closeable one, Closeable other, Way way) {
        try (one;
                other) {
            way.go();
        } catch (IOException e) {
            // One side has gone; so does the other
        }
    }

    private void forward(Socket from, Socket to) throws IOException {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] piece = new byte[1 << 16];
        for (int length; (length = in.read(piece)) >= 0; ) {
            if (loseRequest.getAsBoolean()) {
                cuts.incrementAndGet();
                return;
            }
            out.write(piece, 0, length);
        }
    }

    private void answer(Socket from, Socket to) throws IOException {
        DataInputStream in = new DataInputStream(new java.io.BufferedInputStream(from.getInputStream(), 1 << 16));
        OutputStream out = new BufferedOutputStream(to.getOutputStream(), 1 << 16);
        while (true) {
            int type = in.read();
            if (type < 0) {
                return;
            }
            int length = in.readInt();
            byte[] rest = in.readNBytes(length - LENGTH);
            if (isCommit(type, rest) && loseAnswer.getAsBoolean()) {
                cuts.incrementAndGet();
                return;
            }
            out.write(type);
            out.write(new byte[] {(byte) (length >> 24), (byte) (length >> 16), (byte) (length >> 8), (byte) length});
            out.write(rest);
            if (in.available() == 0) {
                out.flush();
            }
        }
    }

    /** The server's word that a command is complete, with the command's name. */
    private static boolean isCommit(int type, byte[] message) {
        return type == 'C' && new String(message, StandardCharsets.US_ASCII).equals("COMMIT\0");
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        threads.shutdownNow();
    }
}

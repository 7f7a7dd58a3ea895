package io.goldtier.playwright;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** A server of encrypted WebSockets that counts what it is sent, and says nothing. */
final class Sockets implements AutoCloseable {

    private static final int MASK = 4;

    private final SSLServerSocket door;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** How many sockets were opened. */
    final AtomicInteger opened = new AtomicInteger();

    /** How many messages came. */
    final AtomicInteger messages = new AtomicInteger();

    Sockets(SecureSite site) throws IOException {
        door = (SSLServerSocket) site.context().getServerSocketFactory().createServerSocket(0);
        threads.execute(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                SSLSocket client = (SSLSocket) door.accept();
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                // Closed
            }
        }
    }

    /** The handshake of RFC 6455, and short messages after it. */
    private void serve(SSLSocket client) {
        try (client) {
            InputStream in = client.getInputStream();
            String key = key(new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1), 1));
            client.getOutputStream()
                    .write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                    + "Sec-WebSocket-Accept: " + key + "\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            opened.incrementAndGet();
            for (int first = in.read(); first >= 0; first = in.read()) {
                int length = in.read() & 127;
                in.readNBytes(length + MASK);
                if ((first & 15) == 1) {
                    messages.incrementAndGet();
                }
            }
        } catch (IOException | GeneralSecurityException e) {
            // The browser is gone
        }
    }

    private static String key(BufferedReader head) throws IOException, GeneralSecurityException {
        String key = "";
        for (String line = head.readLine(); line != null && !line.isEmpty(); line = head.readLine()) {
            if (line.toLowerCase(java.util.Locale.ROOT).startsWith("sec-websocket-key:")) {
                key = line.substring(line.indexOf(':') + 1).strip();
            }
        }
        byte[] print = MessageDigest.getInstance("SHA-1")
                .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
        return Base64.getEncoder().encodeToString(print);
    }

    @Override
    public void close() throws IOException {
        door.close();
        threads.shutdownNow();
    }
}

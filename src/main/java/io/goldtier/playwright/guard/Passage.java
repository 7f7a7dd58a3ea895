package io.goldtier.playwright.guard;

import io.goldtier.playwright.guard.HostRules.NoWay;
import io.goldtier.playwright.guard.HostRules.Way;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executor;

/** One connection of a browser through the {@link WayOut}. */
final class Passage {

    private static final int CONNECT_MS = 10_000;
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    private final HostRules rules;
    private final Traffic traffic;
    private final Opened opened;
    private final Executor threads;

    /** Is told of each socket that was opened to the outside. */
    @FunctionalInterface
    interface Opened {
        void socket(Socket socket) throws IOException;
    }

    Passage(HostRules rules, Traffic traffic, Opened opened, Executor threads) {
        this.rules = rules;
        this.traffic = traffic;
        this.opened = opened;
        this.threads = threads;
    }

    void pass(Socket client) throws IOException {
        Head head = Head.read(client.getInputStream());
        if (head == null) {
            return;
        }
        String[] words = head.first().split(" ");
        if (words.length != 3) {
            refuse(client, 400, "this is no request");
        } else if (words[0].equals("CONNECT")) {
            tunnel(client, words[1]);
        } else {
            forward(client, head, words);
        }
    }

    private void tunnel(Socket client, String target) throws IOException {
        int colon = target.lastIndexOf(':');
        String port = colon < 0 ? "" : target.substring(colon + 1);
        if (!port.matches("\\d{1,5}")) {
            refuse(client, 400, "this is no host and port");
            return;
        }
        try (Socket server = connect(client, target.substring(0, colon), Integer.parseInt(port))) {
            if (server == null) {
                return;
            }
            write(client, "HTTP/1.1 200 Connected\r\n\r\n");
            threads.execute(() -> copy(server, client));
            copy(client, server);
        }
    }

    /** Copies until one side ends, and ends the other. */
    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            try {
                to.close();
                from.close();
            } catch (IOException again) {
                // They are gone then
            }
        }
    }

    private void forward(Socket client, Head head, String[] words) throws IOException {
        URI target;
        try {
            target = new URI(words[1].replaceAll("[?#].*", ""));
        } catch (URISyntaxException e) {
            target = URI.create(words[1].replaceAll("^(\\w+://[^/?#]*).*", "$1"));
        }
        if (!"http".equals(target.getScheme()) || target.getHost() == null) {
            refuse(client, 403, "only http and https are allowed");
            return;
        }
        if (head.value("Transfer-Encoding") != null) {
            refuse(client, 411, "a body without a length is not forwarded");
            return;
        }
        String path = words[1].replaceFirst("^http://[^/?#]*", "").replaceAll("#.*", "");
        long length = length(head.value("Content-Length"));
        try (Socket server = connect(client, target.getHost(), target.getPort() < 0 ? 80 : target.getPort())) {
            if (server == null) {
                return;
            }
            if (!READS.contains(words[0])) {
                traffic.wrote();
            }
            write(server, head.with(words[0] + " " + (path.startsWith("/") ? path : "/" + path) + " HTTP/1.1"));
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            threads.execute(() -> send(in, out, length));
            answer(server, client);
        }
    }

    private static void send(InputStream in, OutputStream out, long length) {
        try {
            byte[] buffer = new byte[16_384];
            for (long left = length; left > 0; ) {
                int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (read < 0) {
                    return;
                }
                out.write(buffer, 0, read);
                left -= read;
            }
            out.flush();
        } catch (IOException e) {
            // Whoever reads the answer notices
        }
    }

    /** The answer, whose connection ends with it: the next request is checked anew. */
    private void answer(Socket server, Socket client) throws IOException {
        InputStream in = server.getInputStream();
        Head head;
        do {
            head = Head.read(in);
            if (head == null) {
                refuse(client, 502, "the server closed the connection without an answer");
                return;
            }
        } while (head.first().matches("HTTP/1\\.[01] 1\\d\\d.*"));
        write(client, head.with(head.first()));
        String length = head.value("Content-Length");
        if (length != null && head.value("Transfer-Encoding") == null) {
            copy(in, client.getOutputStream(), length(length));
        } else {
            in.transferTo(client.getOutputStream());
        }
        client.shutdownOutput();
    }

    private static void copy(InputStream in, OutputStream out, long length) throws IOException {
        byte[] buffer = new byte[16_384];
        for (long left = length; left > 0; ) {
            int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (read < 0) {
                throw new IOException("The answer was cut");
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }

    private static long length(String text) {
        return text != null && text.matches("\\d{1,15}") ? Long.parseLong(text) : 0;
    }

    /** A connection to the host, or null after the browser was told why there is none. */
    private Socket connect(Socket client, String host, int port) throws IOException {
        Way way;
        try {
            way = rules.way(host, port);
        } catch (NoWay e) {
            if (e.isAllowed()) {
                traffic.away(e.getMessage());
            } else {
                traffic.refuse(e.getMessage());
            }
            refuse(client, e.isAllowed() ? 502 : 403, e.getMessage());
            return null;
        }
        Socket server = new Socket();
        try {
            server.setTcpNoDelay(true);
            server.connect(new InetSocketAddress(way.address(), port), CONNECT_MS);
            opened.socket(server);
            return server;
        } catch (IOException e) {
            server.close();
            traffic.away(host + " cannot be reached: " + e.getMessage());
            refuse(client, 502, host + " cannot be reached");
            return null;
        }
    }

    private static void refuse(Socket client, int status, String reason) throws IOException {
        byte[] text = ("Refused: " + reason + ".\n").getBytes(StandardCharsets.UTF_8);
        write(
                client,
                "HTTP/1.1 " + status + " Refused\r\nContent-Type: text/plain; charset=utf-8\r\nX-Way-Out: refused\r\n"
                        + "Connection: close\r\nContent-Length: " + text.length + "\r\n\r\n");
        client.getOutputStream().write(text);
        client.shutdownOutput();
    }

    private static void write(Socket to, String head) throws IOException {
        to.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
        to.getOutputStream().flush();
    }

    /** True for the names of headers that speak of the connection, which is another one on each side. */
    static boolean isOfConnection(String line) {
        String name = line.substring(0, Math.max(0, line.indexOf(':'))).strip().toLowerCase(Locale.ROOT);
        return Set.of("connection", "keep-alive", "proxy-connection", "proxy-authorization", "upgrade", "te")
                .contains(name);
    }
}

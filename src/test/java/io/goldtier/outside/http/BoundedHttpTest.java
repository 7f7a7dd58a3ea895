package io.goldtier.outside.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers that do not end, over a real socket: an end is put to each. */
@Timeout(30)
class BoundedHttpTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(400);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private ServerSocket server;

    /** What the far end writes once a request has come. */
    private interface FarEnd {
        void answer(OutputStream out) throws IOException, InterruptedException;
    }

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        threads.shutdownNow();
    }

    private String get(FarEnd far, Duration whole, long most) throws IOException {
        threads.submit(() -> {
            try (Socket socket = server.accept()) {
                socket.getInputStream().read(new byte[4096]);
                far.answer(socket.getOutputStream());
            }
            return null;
        });
        try (BoundedHttp http = new BoundedHttp(new BoundedHttp.Bounds(LONG, LONG, whole, LONG, 1))) {
            return http.send(
                    new HttpGet("http://127.0.0.1:" + server.getLocalPort() + "/"),
                    most,
                    (response, body) -> new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static void head(OutputStream out, String length) throws IOException {
        out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** Never silent for long, and never over. */
    private static void trickle(OutputStream out) throws IOException, InterruptedException {
        while (true) {
            out.write('x');
            out.flush();
            Thread.sleep(20);
        }
    }

    @Test
    void whatComesWholeIsRead() throws IOException {
        assertThat(get(
                        out -> {
                            head(out, "5");
                            out.write("hello".getBytes(StandardCharsets.US_ASCII));
                        },
                        LONG,
                        5))
                .isEqualTo("hello");
    }

    @Test
    void anAnswerThatTricklesInForEverIsGivenUp() {
        assertThatThrownBy(() -> get(
                        out -> {
                            head(out, "4000000");
                            trickle(out);
                        },
                        SHORT,
                        4_000_000))
                .isInstanceOf(BoundedHttp.TooSlow.class)
                .hasMessage("its answer did not come whole within 400 ms");
    }

    @Test
    void headersThatTrickleInForEverAreGivenUp() {
        assertThatThrownBy(() -> get(
                        out -> {
                            out.write("HTTP/1.1 200 OK\r\nX-Long: ".getBytes(StandardCharsets.US_ASCII));
                            trickle(out);
                        },
                        SHORT,
                        100))
                .isInstanceOf(BoundedHttp.TooSlow.class);
    }

    @Test
    void anAnswerThatIsTooLongIsCutAndNotReadToItsEnd() {
        assertThatThrownBy(() -> get(
                        out -> {
                            head(out, "4000000000");
                            trickle(out);
                        },
                        LONG,
                        10))
                .isInstanceOf(BoundedHttp.TooLong.class)
                .hasMessage("its answer is longer than 10 bytes");
    }
}

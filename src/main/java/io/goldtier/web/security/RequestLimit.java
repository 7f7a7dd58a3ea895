package io.goldtier.web.security;

import io.goldtier.web.answer.Answers;
import io.goldtier.web.answer.BrokenRequest;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The one limit for what a request may bring, whatever its path and whether or not it says how long it is. What says that
 * it is longer is refused before it is read, what turns out to be longer as soon as it does; what all requests
 * together bring at a time stays within the memory there is; and what trickles in holds its share and its thread no longer
 * than a slow line needs.
 */
final class RequestLimit extends OncePerRequestFilter {

    /** The most bytes of one request: an attachment of 10 MiB as text in JSON. */
    static final long LARGEST = 16L << 20;

    private static final long ALL_AT_ONCE = 2 * LARGEST;

    /** What strangers may bring, one or all at once: whoever fills it keeps nobody out who has a key. */
    private static final long BY_STRANGERS = LARGEST / 2;

    /** How long a request may take to come; the wait for each piece of it is the web server's to bound. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Duration patience;
    private final AtomicLong underWay = new AtomicLong();
    private final AtomicLong byStrangers = new AtomicLong();

    RequestLimit() {
        this(PATIENCE);
    }

    RequestLimit(Duration patience) {
        this.patience = patience;
    }

    /** More came than is read, or too slowly. */
    private static final class Unfit extends BrokenRequest {

        private final int status;

        Unfit(int status, String sentence) {
            super(sentence);
            this.status = status;
        }
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > most(request)) {
            refuse(request, response, tooLarge(most(request)));
            return;
        }
        Counted counted = new Counted(request);
        try {
            chain.doFilter(counted, response);
            if (counted.problem != null && !response.isCommitted()) {
                // Somebody took the broken request for his own trouble
                refuse(request, response, counted.problem);
            }
        } catch (IOException | ServletException | RuntimeException e) {
            if (counted.problem == null || response.isCommitted()) {
                throw e;
            }
            refuse(request, response, counted.problem);
        } finally {
            counted.pot.addAndGet(-counted.bytes);
        }
    }

    private static Unfit tooLarge(long most) {
        return new Unfit(
                HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE,
                "A request may bring " + (most >> 20) + " MiB at most. Send less at a time.");
    }

    private static long most(HttpServletRequest request) {
        return isStrange(request) ? BY_STRANGERS : LARGEST;
    }

    /** Whatever asks for no key; its signature is looked at when it is there whole. */
    private static boolean isStrange(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/webhooks/");
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, Unfit problem)
            throws IOException {
        response.reset();
        // The rest of the request is not read, so the connection is of no more use
        response.setHeader("Connection", "close");
        if (problem.status == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            response.setHeader("Retry-After", "1");
        }
        Answers.error(request, response, problem.status, problem.getMessage());
    }

    private final class Counted extends HttpServletRequestWrapper {

        private final long most;
        private final long together;
        private final AtomicLong pot;
        private final long begun = System.nanoTime();
        private long bytes;
        private Unfit problem;
        private ServletInputStream stream;
        private BufferedReader reader;

        Counted(HttpServletRequest request) {
            super(request);
            boolean strange = isStrange(request);
            most = most(request);
            together = strange ? BY_STRANGERS : ALL_AT_ONCE;
            pot = strange ? byStrangers : underWay;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (stream == null) {
                stream = new CountedStream(super.getInputStream(), this);
            }
            return stream;
        }

        @Override
        public BufferedReader getReader() throws IOException {
            if (reader == null) {
                String encoding = getCharacterEncoding();
                reader = new BufferedReader(new InputStreamReader(
                        getInputStream(), encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding)));
            }
            return reader;
        }

        void count(int read) throws IOException {
            if (problem != null) {
                throw problem;
            }
            if (read > 0) {
                bytes += read;
                long all = pot.addAndGet(read);
                if (System.nanoTime() - begun > patience.toNanos()) {
                    problem = new Unfit(
                            HttpServletResponse.SC_REQUEST_TIMEOUT,
                            "The request did not come whole within " + patience.toSeconds()
                                    + " s. Send it again, or less at a time.");
                } else if (bytes > most) {
                    problem = tooLarge(most);
                } else if (all > together) {
                    problem = new Unfit(
                            HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                            "Too much is being sent at once. Send it again in a moment.");
                }
                if (problem != null) {
                    throw problem;
                }
            }
        }
    }

    private static final class CountedStream extends ServletInputStream {

        private final ServletInputStream real;
        private final Counted request;

        CountedStream(ServletInputStream real, Counted request) {
            this.real = real;
            this.request = request;
        }

        @Override
        public int read() throws IOException {
            int read = real.read();
            request.count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = real.read(bytes, offset, length);
            request.count(read);
            return read;
        }

        @Override
        public boolean isFinished() {
            return real.isFinished();
        }

        @Override
        public boolean isReady() {
            return real.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            real.setReadListener(listener);
        }
    }
}

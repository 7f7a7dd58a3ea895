package io.goldtier.outside.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * HTTP with bounds: an answer has a time for the whole of it and a length, so that one that never ends does. Nothing is
 * repeated, no redirect followed, no cookie kept: what a lost answer means is for the caller to say.
 */
public final class BoundedHttp implements AutoCloseable {

    private static final ScheduledThreadPoolExecutor DEADLINES = new ScheduledThreadPoolExecutor(1, job -> {
        Thread thread = new Thread(job, "http-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    static {
        DEADLINES.setRemoveOnCancelPolicy(true);
    }

    private final CloseableHttpClient client;
    private final Duration whole;

    /**
     * Bounds of a client.
     *
     * @param connect the time in which a connection must be there
     * @param silence the longest time between two pieces of an answer
     * @param whole the time in which an answer must be there to its end: one that trickles in is never silent
     * @param turn the longest wait for a free connection
     * @param connections the most connections to one place
     */
    public record Bounds(Duration connect, Duration silence, Duration whole, Duration turn, int connections) {

        /** The same patience for all that follows the connection. */
        public static Bounds of(Duration connect, Duration patience, int connections) {
            return new Bounds(connect, patience, patience, patience, connections);
        }
    }

    /** What is made of an answer while it comes. */
    public interface Reader<T> {

        /**
         * Reads one answer.
         *
         * @param body empty when the answer has none
         */
        T read(ClassicHttpResponse response, InputStream body) throws IOException;
    }

    /** An answer is longer than is read. */
    public static final class TooLong extends IOException {
        TooLong(long most) {
            super("its answer is longer than " + most + " bytes");
        }
    }

    /** An answer did not come whole in its time. */
    public static final class TooSlow extends IOException {

        private final IOException cut;

        TooSlow(Duration whole, IOException cut) {
            super("its answer did not come whole within " + whole.toMillis() + " ms", cut);
            this.cut = cut;
        }

        /** What the cut did to the call: where it stood says whether anything can have left. */
        IOException cut() {
            return cut;
        }
    }

    /** A client for any place that the machine knows. */
    public BoundedHttp(Bounds bounds) {
        this(bounds, SystemDefaultDnsResolver.INSTANCE);
    }

    /** A client for the places that {@code resolver} lets it know. */
    BoundedHttp(Bounds bounds, DnsResolver resolver) {
        whole = bounds.whole();
        client = HttpClients.custom()
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .setUserAgent("goldtier")
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(resolver)
                        .setMaxConnTotal(bounds.connections() * 4)
                        .setMaxConnPerRoute(bounds.connections())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(bounds.connect()))
                                .setSocketTimeout(Timeout.of(bounds.silence()))
                                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(bounds.turn()))
                        .setResponseTimeout(Timeout.of(bounds.silence()))
                        .build())
                .build();
    }

    /**
     * Sends a request.
     *
     * @param most the most bytes of the answer
     * @throws TooLong when the answer has more
     * @throws TooSlow when it does not end
     * @throws IOException when it does not come
     */
    public <T> T send(HttpUriRequestBase request, long most, Reader<T> reader) throws IOException {
        ScheduledFuture<?> deadline = DEADLINES.schedule(request::abort, whole.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return client.execute(request, response -> {
                try (InputStream body = new Bounded(content(response), most, request::abort)) {
                    return reader.read(response, body);
                }
            });
        } catch (TooLong e) {
            throw e;
        } catch (IOException e) {
            throw request.isAborted() ? new TooSlow(whole, e) : e;
        } finally {
            deadline.cancel(false);
        }
    }

    private static InputStream content(ClassicHttpResponse response) throws IOException {
        return response.getEntity() == null
                ? InputStream.nullInputStream()
                : response.getEntity().getContent();
    }

    /**
     * A stream that ends loudly where it has become too long; the connection is cut first, because to close the stream of
     * a living one is to read it to its end, which may never come.
     */
    private static final class Bounded extends FilterInputStream {

        private final long most;
        private final Runnable cut;
        private long read;

        Bounded(InputStream stream, long most, Runnable cut) {
            super(stream);
            this.most = most;
            this.cut = cut;
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int got = super.read(bytes, offset, length);
            count(Math.max(0, got));
            return got;
        }

        private void count(int bytes) throws TooLong {
            read += bytes;
            if (read > most) {
                cut.run();
                throw new TooLong(most);
            }
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}

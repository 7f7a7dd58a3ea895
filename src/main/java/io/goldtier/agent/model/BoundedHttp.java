package io.goldtier.agent.model;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * The HTTP of the model's library. A whole answer has a time and a length, whole or in pieces, so that one that never
 * ends does; nothing is repeated and no redirect followed.
 */
final class BoundedHttp implements HttpClientBuilder, HttpClient, AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int LONGEST_REFUSAL = 4096;

    private final CloseableHttpClient client;
    private final Duration timeout;
    private final long largest;
    private final ScheduledExecutorService alarm;

    BoundedHttp(Duration timeout, long largest, ScheduledExecutorService alarm) {
        this.timeout = timeout;
        this.largest = largest;
        this.alarm = alarm;
        this.client = HttpClients.custom()
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .setUserAgent("goldtier")
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(32)
                        .setMaxConnPerRoute(32)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(CONNECT))
                                .setSocketTimeout(Timeout.of(timeout))
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(timeout))
                        .setResponseTimeout(Timeout.of(timeout))
                        .build())
                .build();
    }

    /** A status that is no success, with the time for which the server asks to be left alone. */
    static final class Status extends HttpException {

        private final transient Duration retryAfter;

        Status(int status, String body, Duration retryAfter) {
            super(status, body);
            this.retryAfter = retryAfter;
        }

        Duration retryAfter() {
            return retryAfter;
        }
    }

    /** More came than is read, or it came for longer than is waited. */
    static final class TooMuch extends RuntimeException {

        TooMuch(String sentence) {
            super(sentence, null, false, false);
        }
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        return send(request, (response, body) -> SuccessfulHttpResponse.builder()
                .statusCode(response.getCode())
                .headers(headers(response))
                .body(new String(body.readAllBytes(), StandardCharsets.UTF_8))
                .build());
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        try {
            send(request, (response, body) -> {
                listener.onOpen(SuccessfulHttpResponse.builder()
                        .statusCode(response.getCode())
                        .headers(headers(response))
                        .build());
                parser.parse(body, listener);
                return null;
            });
            listener.onClose();
        } catch (RuntimeException e) {
            listener.onError(e);
        }
    }

    /** What is made of an answer while it comes. */
    private interface Reader<T> {
        T read(ClassicHttpResponse response, InputStream body) throws IOException;
    }

    private <T> T send(HttpRequest request, Reader<T> reader) {
        HttpUriRequestBase http = new HttpUriRequestBase(request.method().name(), URI.create(request.url()));
        request.headers().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("content-type") && !name.equalsIgnoreCase("user-agent")) {
                values.forEach(value -> http.addHeader(name, value));
            }
        });
        if (request.body() != null) {
            http.setEntity(new StringEntity(request.body(), ContentType.APPLICATION_JSON));
        }
        ScheduledFuture<?> deadline = alarm.schedule(http::abort, timeout.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return client.execute(http, response -> {
                try (InputStream body = new Bounded(content(response), largest, http::abort)) {
                    if (response.getCode() / 100 == 2) {
                        return reader.read(response, body);
                    }
                    String refusal = new String(body.readNBytes(LONGEST_REFUSAL), StandardCharsets.UTF_8);
                    http.abort();
                    throw new Status(response.getCode(), refusal, retryAfter(response));
                }
            });
        } catch (IOException e) {
            throw http.isAborted()
                    ? new TooMuch("its answer did not come whole within " + timeout.toMillis() + " ms")
                    : new UncheckedIOException(e);
        } finally {
            deadline.cancel(false);
        }
    }

    private static InputStream content(ClassicHttpResponse response) throws IOException {
        return response.getEntity() == null
                ? InputStream.nullInputStream()
                : response.getEntity().getContent();
    }

    private static Duration retryAfter(ClassicHttpResponse response) {
        Header header = response.getFirstHeader("Retry-After");
        return header != null && header.getValue().matches("\\d{1,6}")
                ? Duration.ofSeconds(Long.parseLong(header.getValue()))
                : null;
    }

    private static Map<String, List<String>> headers(ClassicHttpResponse response) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : response.getHeaders()) {
            headers.put(header.getName(), List.of(header.getValue()));
        }
        return headers;
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

        private void count(int bytes) {
            read += bytes;
            if (read > most) {
                cut.run();
                throw new TooMuch("its answer is longer than " + most + " bytes");
            }
        }
    }

    @Override
    public Duration connectTimeout() {
        return CONNECT;
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration ours) {
        return this;
    }

    @Override
    public Duration readTimeout() {
        return timeout;
    }

    @Override
    public HttpClientBuilder readTimeout(Duration ours) {
        return this;
    }

    @Override
    public HttpClient build() {
        return this;
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}

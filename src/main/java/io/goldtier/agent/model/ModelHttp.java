package io.goldtier.agent.model;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import io.goldtier.outside.http.BoundedHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.StringEntity;

/** The HTTP of the model's library, whose answers come whole or in pieces, in bounds. */
final class ModelHttp implements HttpClientBuilder, HttpClient, AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int CONNECTIONS = 32;
    private static final int LONGEST_REFUSAL = 4096;

    private final BoundedHttp http;
    private final Duration timeout;
    private final long largest;

    ModelHttp(Duration timeout, long largest) {
        this.timeout = timeout;
        this.largest = largest;
        this.http = new BoundedHttp(BoundedHttp.Bounds.of(CONNECT, timeout, CONNECTIONS));
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

    private <T> T send(HttpRequest asked, BoundedHttp.Reader<T> reader) {
        HttpUriRequestBase request = new HttpUriRequestBase(asked.method().name(), URI.create(asked.url()));
        asked.headers().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("content-type") && !name.equalsIgnoreCase("user-agent")) {
                values.forEach(value -> request.addHeader(name, value));
            }
        });
        if (asked.body() != null) {
            request.setEntity(new StringEntity(asked.body(), ContentType.APPLICATION_JSON));
        }
        try {
            return http.send(request, largest, (response, body) -> {
                if (response.getCode() / 100 == 2) {
                    return reader.read(response, body);
                }
                String refusal = new String(body.readNBytes(LONGEST_REFUSAL), StandardCharsets.UTF_8);
                request.abort();
                throw new Status(response.getCode(), refusal, retryAfter(response));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        http.close();
    }
}

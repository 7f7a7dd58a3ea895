package io.goldtier.outside.http;

import io.goldtier.outside.OutsideRequest;
import io.goldtier.outside.OutsideSystem;
import io.goldtier.outside.Part;
import io.goldtier.skill.effect.OutsideException;
import io.goldtier.skill.effect.OutsideException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.UnsupportedSchemeException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The HTTP client of one system. Nothing is repeated here, no redirect followed, no cookie kept: what a lost answer means
 * depends on the call.
 */
public final class HttpSender implements AutoCloseable {

    private static final Timeout WAIT_FOR_CONNECTION = Timeout.ofSeconds(30);

    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;

    private final OutsideSystem system;
    private final CloseableHttpClient client;
    private final ScheduledExecutorService alarm;
    private final AdaptiveLimit limit;

    /** The connections to one system; {@code alarm} cuts a call that takes longer than the card allows. */
    public HttpSender(OutsideSystem system, ScheduledExecutorService alarm) {
        this.system = system;
        this.alarm = alarm;
        this.limit = new AdaptiveLimit(system.connections());
        Timeout timeout = Timeout.of(system.timeout());
        this.client = HttpClients.custom()
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .setUserAgent("goldtier")
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(system.connections() * 4)
                        .setMaxConnPerRoute(system.connections())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(system.connectTimeout()))
                                .setSocketTimeout(timeout)
                                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(WAIT_FOR_CONNECTION)
                        .setResponseTimeout(timeout)
                        .build())
                .build();
    }

    /**
     * Sends a request and reads the answer whole.
     *
     * @throws OutsideException of kind TRANSIENT when no byte can have left, of kind IN_DOUBT when the answer did not come
     *     whole, of kind PERMANENT when the answer is longer than the card allows and the call only reads
     */
    public Answer send(OutsideRequest request, Part part) {
        HttpUriRequestBase http = new HttpUriRequestBase(request.method(), request.address());
        request.headers().forEach(http::setHeader);
        request.credentials().forEach(http::setHeader);
        if (request.body() != null) {
            http.setEntity(new ByteArrayEntity(
                    request.body(), request.contentType() == null ? null : ContentType.parse(request.contentType())));
        }
        // An answer that trickles in for ever never meets a time-out between two reads
        Duration longest = system.timeout().multipliedBy(2);
        enter(request);
        long begun = System.nanoTime();
        AdaptiveLimit.Sign sign = AdaptiveLimit.Sign.LOST;
        ScheduledFuture<?> deadline = alarm.schedule(http::abort, longest.toMillis(), TimeUnit.MILLISECONDS);
        try {
            Answer answer = client.execute(http, response -> read(http, response, part));
            sign = answer.status() == TOO_MANY || answer.status() == UNAVAILABLE
                    ? AdaptiveLimit.Sign.TOO_MUCH
                    : AdaptiveLimit.Sign.ANSWERED;
            return answer;
        } catch (IOException e) {
            throw lost(request, e);
        } finally {
            deadline.cancel(false);
            limit.leave(Duration.ofNanos(System.nanoTime() - begun), sign);
        }
    }

    private void enter(OutsideRequest request) {
        try {
            if (!limit.enter(WAIT_FOR_CONNECTION.toDuration())) {
                throw lost(request, new ConnectionRequestTimeoutException("too many calls are under way"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw lost(request, new ConnectionRequestTimeoutException("interrupted"));
        }
    }

    private Answer read(HttpUriRequestBase http, ClassicHttpResponse response, Part part) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : response.getHeaders()) {
            headers.putIfAbsent(header.getName().toLowerCase(Locale.ROOT), header.getValue());
        }
        byte[] body = new byte[0];
        if (response.getEntity() != null) {
            int most = (int) Math.min(system.largest(), Integer.MAX_VALUE - 16);
            try (InputStream stream = response.getEntity().getContent()) {
                body = stream.readNBytes(most + 1);
                if (body.length > most) {
                    // To close the stream of a living connection is to read it to its end, which may never come
                    http.abort();
                    throw new OutsideException(
                                    part == Part.READ ? Kind.PERMANENT : Kind.IN_DOUBT,
                                    system.name(),
                                    system.title() + "'s answer is longer than " + most
                                            + " bytes: ask for less, or raise what its card allows (largest).")
                            .answered();
                }
            }
        }
        return new Answer(response.getCode(), headers, body);
    }

    private OutsideException lost(OutsideRequest request, IOException cause) {
        if (neverSent(cause)) {
            return new OutsideException(
                    Kind.TRANSIENT,
                    system.name(),
                    system.title() + " cannot be reached at "
                            + request.address().getScheme() + "://"
                            + request.address().getAuthority() + ".",
                    null,
                    cause);
        }
        return new OutsideException(
                Kind.IN_DOUBT,
                system.name(),
                "The connection to " + system.title() + " broke before its answer came.",
                null,
                cause);
    }

    private static boolean neverSent(IOException cause) {
        return cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof NoRouteToHostException
                || cause instanceof ConnectTimeoutException
                || cause instanceof ConnectionRequestTimeoutException
                || cause instanceof UnsupportedSchemeException
                || cause instanceof SSLHandshakeException
                || cause instanceof SSLPeerUnverifiedException;
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}

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
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.UnsupportedSchemeException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * The HTTP client of one system. Nothing is repeated here, no redirect followed, no cookie kept: what a lost answer means
 * depends on the call.
 */
public final class HttpSender implements AutoCloseable {

    private static final Duration WAIT_FOR_CONNECTION = Duration.ofSeconds(30);

    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;

    private final OutsideSystem system;
    private final BoundedHttp client;
    private final AdaptiveLimit limit;

    /** The connections to one system. */
    public HttpSender(OutsideSystem system) {
        this.system = system;
        this.limit = new AdaptiveLimit(system.connections());
        this.client = new BoundedHttp(new BoundedHttp.Bounds(
                system.connectTimeout(),
                system.timeout(),
                system.timeout().multipliedBy(2),
                WAIT_FOR_CONNECTION,
                system.connections()));
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
        enter(request);
        long begun = System.nanoTime();
        AdaptiveLimit.Sign sign = AdaptiveLimit.Sign.LOST;
        try {
            Answer answer = client.send(http, system.largest(), HttpSender::read);
            sign = answer.status() == TOO_MANY || answer.status() == UNAVAILABLE
                    ? AdaptiveLimit.Sign.TOO_MUCH
                    : AdaptiveLimit.Sign.ANSWERED;
            return answer;
        } catch (BoundedHttp.TooLong e) {
            throw new OutsideException(
                            part == Part.READ ? Kind.PERMANENT : Kind.IN_DOUBT,
                            system.name(),
                            system.title() + "'s answer is longer than " + system.largest()
                                    + " bytes: ask for less, or raise what its card allows (largest).")
                    .answered();
        } catch (BoundedHttp.TooSlow e) {
            throw lost(request, e.cut());
        } catch (IOException e) {
            throw lost(request, e);
        } finally {
            limit.leave(Duration.ofNanos(System.nanoTime() - begun), sign);
        }
    }

    private void enter(OutsideRequest request) {
        try {
            if (!limit.enter(WAIT_FOR_CONNECTION)) {
                throw lost(request, new ConnectionRequestTimeoutException("too many calls are under way"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw lost(request, new ConnectionRequestTimeoutException("interrupted"));
        }
    }

    private static Answer read(ClassicHttpResponse response, InputStream body) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : response.getHeaders()) {
            headers.putIfAbsent(header.getName().toLowerCase(Locale.ROOT), header.getValue());
        }
        return new Answer(response.getCode(), headers, body.readAllBytes());
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

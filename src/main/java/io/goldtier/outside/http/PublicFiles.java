package io.goldtier.outside.http;

import io.goldtier.outside.SystemSettings;
import io.goldtier.settings.Mode;
import io.goldtier.settings.Settings;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.util.Timeout;
import org.springframework.stereotype.Component;

/**
 * Fetches files from public addresses, which come from messages: only what is public is asked, no redirect is followed,
 * no more is read than is wanted, and nothing of ours goes with the request. In sandbox mode only this machine is
 * asked, because nothing leaves it.
 */
@Component
public class PublicFiles {

    private static final Timeout PATIENCE = Timeout.ofSeconds(10);

    private final boolean sandbox;
    private final CloseableHttpClient client;

    PublicFiles(Settings settings) {
        sandbox = settings.mode() == Mode.SANDBOX;
        client = HttpClients.custom()
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .setUserAgent("goldtier")
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new PublicOnly())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(PATIENCE)
                                .setSocketTimeout(PATIENCE)
                                .build())
                        .build())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(PATIENCE).build())
                .build();
    }

    /** Addresses inside a network are none of a message's business. */
    private final class PublicOnly implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            InetAddress[] found = SystemDefaultDnsResolver.INSTANCE.resolve(host);
            for (InetAddress address : found) {
                if (!sandbox && isInside(address)) {
                    throw new UnknownHostException(host + " is not a public address");
                }
            }
            return found;
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    private static boolean isInside(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xFE) == 0xFC;
        boolean shared = bytes.length == 4 && (bytes[0] & 0xFF) == 100 && (bytes[1] & 0xC0) == 64;
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || uniqueLocal
                || shared;
    }

    /**
     * Fetches a file: a read, which a dry run lets pass.
     *
     * @param most no more bytes than this are read, and one more to see that there are more
     * @throws IOException with the reason, the end of a sentence, when it cannot be fetched
     */
    public byte[] fetch(String address, long most) throws IOException {
        URI uri;
        try {
            uri = URI.create(address);
        } catch (IllegalArgumentException e) {
            throw new IOException("is no address", e);
        }
        if (sandbox && !SystemSettings.isHere(address)) {
            throw new IOException("cannot be looked at in sandbox mode, in which nothing leaves this machine; there are"
                    + " pictures at /sandbox/pictures");
        }
        try {
            return client.execute(new HttpGet(uri), response -> read(response, most));
        } catch (UnknownHostException e) {
            throw new IOException("cannot be fetched: its host is unknown or not public", e);
        } catch (IOException e) {
            throw e.getMessage() != null && e.getMessage().startsWith("cannot be fetched")
                    ? e
                    : new IOException("cannot be fetched: no answer came", e);
        }
    }

    private static byte[] read(ClassicHttpResponse response, long most) throws IOException {
        if (response.getCode() != 200 || response.getEntity() == null) {
            throw new IOException("cannot be fetched: the answer was status " + response.getCode());
        }
        try (InputStream stream = response.getEntity().getContent()) {
            return stream.readNBytes((int) most + 1);
        }
    }

    @PreDestroy
    void close() throws IOException {
        client.close();
    }
}

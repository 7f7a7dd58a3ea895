package io.goldtier.outside.http;

import io.goldtier.outside.SystemSettings;
import io.goldtier.playwright.guard.Addresses;
import io.goldtier.settings.Mode;
import io.goldtier.settings.Settings;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.springframework.stereotype.Component;

/**
 * Fetches files from public addresses, which come from messages: only what is public is asked, no redirect is followed,
 * no more is read than is wanted, and nothing of ours goes with the request. In sandbox mode only this machine is
 * asked, because nothing leaves it.
 */
@Component
public class PublicFiles {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** A large picture over a slow line. */
    private static final Duration WHOLE = Duration.ofSeconds(60);

    private static final int CONNECTIONS = 8;

    private final boolean sandbox;
    private final BoundedHttp http;

    PublicFiles(Settings settings) {
        sandbox = settings.mode() == Mode.SANDBOX;
        http = new BoundedHttp(new BoundedHttp.Bounds(PATIENCE, PATIENCE, WHOLE, WHOLE, CONNECTIONS), new PublicOnly());
    }

    /** Addresses inside a network are none of a message's business. */
    private final class PublicOnly implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            InetAddress[] found = SystemDefaultDnsResolver.INSTANCE.resolve(host);
            for (InetAddress address : found) {
                if (!sandbox && Addresses.isPrivate(address)) {
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

    /**
     * Fetches a file: a read, which a dry run lets pass.
     *
     * @param most no more bytes than this are read
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
            return http.send(new HttpGet(uri), most, PublicFiles::read);
        } catch (BoundedHttp.TooLong e) {
            throw new IOException("has more than " + most / 1024 / 1024 + " MB", e);
        } catch (BoundedHttp.TooSlow e) {
            throw new IOException("cannot be fetched: it did not come whole within " + WHOLE.toSeconds() + " s", e);
        } catch (UnknownHostException e) {
            throw new IOException("cannot be fetched: its host is unknown or not public", e);
        } catch (IOException e) {
            throw e.getMessage() != null && e.getMessage().startsWith("cannot be fetched")
                    ? e
                    : new IOException("cannot be fetched: no answer came", e);
        }
    }

    private static byte[] read(ClassicHttpResponse response, InputStream body) throws IOException {
        if (response.getCode() != 200) {
            throw new IOException("cannot be fetched: the answer was status " + response.getCode());
        }
        return body.readAllBytes();
    }

    @PreDestroy
    void close() throws IOException {
        http.close();
    }
}

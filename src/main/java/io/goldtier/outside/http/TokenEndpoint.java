package io.goldtier.outside.http;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.apache.hc.core5.util.Timeout;
import org.springframework.stereotype.Component;

/**
 * Asks for the access tokens of what does not speak HTTP itself, a mailbox for example (RFC 6749). To log in is no
 * write, so a dry run lets it pass.
 */
@Component
public class TokenEndpoint {

    private static final Timeout PATIENCE = Timeout.ofSeconds(20);
    private static final int LONGEST = 64 * 1024;

    private final CloseableHttpClient client = HttpClients.custom()
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching()
            .setUserAgent("goldtier")
            .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                    .setDefaultConnectionConfig(ConnectionConfig.custom()
                            .setConnectTimeout(Timeout.ofSeconds(5))
                            .setSocketTimeout(PATIENCE)
                            .build())
                    .build())
            .setDefaultRequestConfig(
                    RequestConfig.custom().setResponseTimeout(PATIENCE).build())
            .build();

    /**
     * An answer.
     *
     * @param status its HTTP status
     * @param body its text, at most 64 KiB of it
     */
    public record Reply(int status, String body) {}

    /**
     * Posts a form.
     *
     * @throws IOException if no answer came
     */
    public Reply post(URI address, Map<String, String> form) throws IOException {
        HttpPost request = new HttpPost(address);
        request.addHeader("Accept", "application/json");
        List<NameValuePair> fields = form.entrySet().stream()
                .<NameValuePair>map(field -> new BasicNameValuePair(field.getKey(), field.getValue()))
                .toList();
        request.setEntity(new UrlEncodedFormEntity(fields, StandardCharsets.UTF_8));
        return client.execute(request, response -> {
            if (response.getEntity() == null) {
                return new Reply(response.getCode(), "");
            }
            try (InputStream body = response.getEntity().getContent()) {
                return new Reply(response.getCode(), new String(body.readNBytes(LONGEST), StandardCharsets.UTF_8));
            }
        });
    }

    @PreDestroy
    void close() throws IOException {
        client.close();
    }
}

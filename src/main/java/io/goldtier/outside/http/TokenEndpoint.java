package io.goldtier.outside.http;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.springframework.stereotype.Component;

/**
 * Asks for the access tokens of what does not speak HTTP itself, a mailbox for example (RFC 6749). To log in is no
 * write, so a dry run lets it pass.
 */
@Component
public class TokenEndpoint {

    private static final int LONGEST = 64 * 1024;

    private final BoundedHttp http =
            new BoundedHttp(BoundedHttp.Bounds.of(Duration.ofSeconds(5), Duration.ofSeconds(20), 4));

    /**
     * An answer.
     *
     * @param status its HTTP status
     * @param body its text
     */
    public record Reply(int status, String body) {}

    /**
     * Posts a form.
     *
     * @throws IOException if no answer came, or not whole within 20 s, or one of more than 64 KiB
     */
    public Reply post(URI address, Map<String, String> form) throws IOException {
        HttpPost request = new HttpPost(address);
        request.addHeader("Accept", "application/json");
        List<NameValuePair> fields = form.entrySet().stream()
                .<NameValuePair>map(field -> new BasicNameValuePair(field.getKey(), field.getValue()))
                .toList();
        request.setEntity(new UrlEncodedFormEntity(fields, StandardCharsets.UTF_8));
        return http.send(
                request,
                LONGEST,
                (response, body) ->
                        new Reply(response.getCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8)));
    }

    @PreDestroy
    void close() throws IOException {
        http.close();
    }
}

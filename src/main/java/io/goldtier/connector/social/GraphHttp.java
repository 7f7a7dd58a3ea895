package io.goldtier.connector.social;

import java.net.URISyntaxException;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.springframework.stereotype.Component;

/**
 * The HTTP client's settings for the Graph API: no retries, no redirects, no cookies; and the token, put on at the last
 * moment and only on requests to the page's own address.
 */
@Component("graphHttp")
class GraphHttp implements HttpClientConfigurer {

    private final FacebookPage page;

    GraphHttp(FacebookPage page) {
        this.page = page;
    }

    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        builder.disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .addRequestInterceptorLast(this::authorize);
    }

    private void authorize(HttpRequest request, EntityDetails entity, HttpContext context) throws HttpException {
        try {
            if (request.getUri().toString().startsWith(page.address() + "/")) {
                request.setHeader("Authorization", "Bearer " + page.token());
            }
        } catch (URISyntaxException e) {
            throw new HttpException("not an address: " + request.getPath(), e);
        }
    }
}

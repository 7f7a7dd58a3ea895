package io.goldtier.connector.odoo;

import java.net.URI;
import java.net.URISyntaxException;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.springframework.stereotype.Component;

/**
 * The HTTP client's settings for Odoo: one layer of retries, which is not here; no cookies; no redirects; and the key,
 * put on at the last moment and only on requests that go to the Odoo it belongs to.
 */
@Component("odooHttp")
class OdooHttp implements HttpClientConfigurer {

    /** The header that names the database. */
    static final String DATABASE = "X-Odoo-Database";

    /** The header that says which Odoo of the settings is meant; it stays here. Two may be the same but for the user. */
    static final String INSTANCE = "X-Goldtier-Odoo";

    private final OdooInstances instances;

    OdooHttp(OdooInstances instances) {
        this.instances = instances;
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
        Header database = request.getFirstHeader(DATABASE);
        Header instance = request.getFirstHeader(INSTANCE);
        request.removeHeaders(INSTANCE);
        if (database == null || instance == null || !request.getPath().contains("/json/2/")) {
            return;
        }
        OdooInstance odoo = instances.get(instance.getValue());
        if (odoo.apiKey() != null && odoo.covers(uri(request).toString(), database.getValue())) {
            request.setHeader("Authorization", "bearer " + odoo.apiKey());
        }
    }

    private static URI uri(HttpRequest request) throws HttpException {
        try {
            return request.getUri();
        } catch (URISyntaxException e) {
            throw new HttpException("not an address: " + request.getPath(), e);
        }
    }
}

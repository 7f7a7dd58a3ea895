package io.goldtier.connector.social;

import io.goldtier.connector.Server;
import io.goldtier.skill.OutsideException;
import io.goldtier.skill.Quotas;
import io.goldtier.store.Times;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.springframework.stereotype.Component;

/** The server entity {@code social-mcp}: its platforms, their quotas, and whether the page's token is good. */
@Component
class SocialServer implements Server {

    private static final List<String> PLATFORMS = List.of("facebook", "instagram", "twitter");

    private final FacebookPage page;
    private final Quotas quotas;
    private final CamelContext camel;

    SocialServer(FacebookPage page, Quotas quotas, CamelContext camel) {
        this.page = page;
        this.quotas = quotas;
        this.camel = camel;
    }

    @Override
    public String serverId() {
        return "social-mcp";
    }

    @Override
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("platforms", List.of("facebook"));
        Map<String, Object> limits = new LinkedHashMap<>();
        quotas.usage().stream()
                .filter(usage -> PLATFORMS.contains(usage.name()))
                .forEach(usage -> {
                    Map<String, Object> limit = new LinkedHashMap<>();
                    limit.put("requests", usage.requests());
                    limit.put("limit", usage.limit());
                    limit.put("window_reset", Times.text(usage.windowReset()));
                    limits.put(usage.name(), limit);
                });
        fields.put("rate_limits", limits);
        fields.put("facebook", Map.of("api_version", page.apiVersion()));
        return fields;
    }

    @Override
    public Health check() {
        if (!page.isSetUp()) {
            return new Health.Inactive("Facebook is not set up: goldtier.social.facebook.page-id is not set.");
        }
        Map<String, Object> call = Map.of("method", "GET", "edge", "", "fields", Map.of("fields", "id"));
        try (ProducerTemplate template = camel.createProducerTemplate()) {
            Exchange exchange = template.request(
                    "direct:graph", request -> request.getMessage().setBody(call));
            if (exchange.getException() instanceof OutsideException trouble) {
                return new Health.Fault(trouble.getMessage());
            }
            if (exchange.getException() instanceof RuntimeException fault) {
                throw fault;
            }
            return new Health.Active();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

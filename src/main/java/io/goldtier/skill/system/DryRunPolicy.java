package io.goldtier.skill.system;

import io.goldtier.json.Cut;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Stops in a dry run what is about to leave the process, and tells the gate what it was. */
@Component("dryRunPolicy")
public class DryRunPolicy {

    private static final int LONGEST_BODY = 4_000;

    /** Ends the exchange with the request that would have been sent; headers are left out, for they carry credentials. */
    public void stop(Exchange exchange) {
        Map<String, Object> request = new LinkedHashMap<>();
        put(request, "method", exchange.getMessage().getHeader(Exchange.HTTP_METHOD, String.class));
        put(request, "address", exchange.getMessage().getHeader(Exchange.HTTP_URI, String.class));
        put(request, "path", exchange.getMessage().getHeader(Exchange.HTTP_PATH, String.class));
        put(request, "body", Cut.to(LONGEST_BODY, exchange.getMessage().getBody(String.class)));
        throw new DryRun(request);
    }

    private static void put(Map<String, Object> request, String name, String value) {
        if (value != null) {
            request.put(name, value);
        }
    }
}

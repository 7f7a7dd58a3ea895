package io.goldtier.playwright;

import io.goldtier.playwright.api.ActionListener;
import io.goldtier.playwright.api.PlaywrightTrouble;
import io.goldtier.playwright.call.PageCall;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Takes a call from the body and leaves the result there. */
final class PlaywrightProducer extends DefaultProducer {

    private final PlaywrightEndpoint endpoint;

    PlaywrightProducer(PlaywrightEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public void process(Exchange exchange) {
        if (!(exchange.getMessage().getBody() instanceof Map<?, ?> body)) {
            throw new IllegalArgumentException("A call of playwright: needs a map as its body, was: "
                    + exchange.getMessage().getBody());
        }
        Map<String, Object> words = new LinkedHashMap<>();
        body.forEach((word, value) -> words.put(String.valueOf(word), value));
        ActionListener listener = endpoint.component().getConfiguration().getListener();
        try {
            listener.begins(exchange, words);
            PageCall call = PageCall.of(endpoint.operation(), words, endpoint.timeoutMs());
            Map<String, Object> result =
                    endpoint.component().browsers().call(call, () -> listener.aboutToAct(exchange, words));
            listener.done(exchange, result);
            exchange.getMessage().removeHeaders("*");
            exchange.getMessage().setBody(result);
        } catch (PlaywrightTrouble e) {
            throw listener.failed(exchange, e);
        }
    }
}

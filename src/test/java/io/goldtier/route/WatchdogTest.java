package io.goldtier.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.ServiceStatus;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchdogTest {

    private static final String ROUTE = """
            - route:
                id: watched
                description: Listens to something that is not always there.
                from:
                  id: watched-call
                  uri: away:now
                  steps:
                    - log:
                        id: watched-log
                        message: heard
            """;

    @TempDir
    Path home;

    /** Consumers of this component cannot start the first two times. */
    private static final class Away extends DefaultComponent {

        private final AtomicInteger starts = new AtomicInteger();

        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
            return new DefaultEndpoint(uri, this) {
                @Override
                public Producer createProducer() {
                    throw new UnsupportedOperationException("only listens");
                }

                @Override
                public Consumer createConsumer(Processor processor) {
                    return new DefaultConsumer(this, processor) {
                        @Override
                        protected void doStart() {
                            if (starts.incrementAndGet() <= 2) {
                                throw new IllegalStateException("It is away.");
                            }
                        }
                    };
                }
            };
        }
    }

    @Test
    void aRouteThatCannotStartIsStartedAgainAndOneThatAPersonStoppedIsNot() throws Exception {
        Away away = new Away();
        Assistant assistant = Assistant.in(home)
                .bean("away", away)
                .setting("camel.routecontroller.back-off-delay=200")
                .route("intake/watched.camel.yaml", ROUTE)
                .start();
        try {
            CamelContext camel = assistant.bean(CamelContext.class);
            assertThat(camel.getRouteController().getRouteStatus("ralph-wiggum"))
                    .isEqualTo(ServiceStatus.Started);

            await().atMost(20, TimeUnit.SECONDS)
                    .until(() -> camel.getRouteController().getRouteStatus("watched") == ServiceStatus.Started);
            assertThat(away.starts).hasValue(3);

            camel.getRouteController().stopRoute("watched");
            camel.getRouteController().stopRoute("needs-action");
            await().during(2, TimeUnit.SECONDS)
                    .atMost(4, TimeUnit.SECONDS)
                    .until(() -> camel.getRouteController().getRouteStatus("watched") == ServiceStatus.Stopped
                            && camel.getRouteController().getRouteStatus("needs-action") == ServiceStatus.Stopped);
        } finally {
            assistant.close();
        }
    }
}

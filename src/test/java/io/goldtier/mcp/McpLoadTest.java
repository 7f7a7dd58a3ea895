package io.goldtier.mcp;

import static io.goldtier.mcp.McpClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.Assistant;
import io.goldtier.Work;
import io.goldtier.mcp.http.McpServlet;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many clients at once: 1,000 calls from 16 of them, again and again, take no more memory each time. */
@Tag("long")
class McpLoadTest {

    private static final int CLIENTS = 16;
    private static final int CALLS = 1000;

    @TempDir
    Path home;

    @Test
    void noAnswerIsMixedUpAndMemoryStaysFlat() throws Exception {
        try (Assistant assistant = Assistant.in(home)
                .route("skills/echo.camel.yaml", Work.skill("echo", "retry: safe", """
                                - setBody:
                                    id: echo-answer
                                    expression: {language: {language: template, expression: "{said: \\"${variable.input[text]}\\"}"}}
                                """))
                .start()) {
            List<McpClient> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(
                        i % 2 == 0
                                ? McpClient.withSession(assistant, "odoo")
                                : McpClient.stateless(assistant, "odoo", Map.of()));
            }
            round(clients, 0);
            round(clients, 1);
            long before = used();
            for (int round = 2; round < 5; round++) {
                round(clients, round);
            }
            assertThat(used() - before).as("bytes kept by 3,000 more calls").isLessThan(8L << 20);
            assertThat(assistant.bean(McpServlet.class).sessions()).isEqualTo(CLIENTS / 2);
        }
    }

    private static void round(List<McpClient> clients, int round) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            String words = "round " + round + " call " + i;
            McpClient client = clients.get(i % CLIENTS);
            all.add(threads.submit(() -> assertThat(object(
                            client.call("echo", Map.of("text", words), words).get("structuredContent")))
                    .containsEntry("said", words)));
        }
        for (Future<?> one : all) {
            one.get();
        }
        threads.shutdown();
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}

package io.goldtier.connector.social;

import static io.goldtier.Work.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.goldtier.Assistant;
import io.goldtier.Work;
import io.goldtier.approval.ApprovalRequest;
import io.goldtier.approval.Approvals;
import io.goldtier.trigger.Triggers;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.InflightRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Tokens and secrets of the platforms are nowhere to be read, not even while a call is under way or when it is echoed. */
@ExtendWith(OutputCaptureExtension.class)
class SocialSecretsTest {

    private static final List<String> SECRETS = List.of(
            "EAABsecretfacebooktoken1",
            "secretappofmeta222222",
            "IGQVsecretinstagramtoken3",
            "secretxbearertoken444444",
            "secretxrefreshtoken5555");

    private final CountDownLatch looked = new CountDownLatch(1);
    private final AtomicInteger held = new AtomicInteger();
    private volatile boolean proved;

    @Test
    void theyAreNowhere(@TempDir Path home, CapturedOutput output) throws Exception {
        HttpServer far = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        far.setExecutor(Executors.newCachedThreadPool());
        far.createContext("/", this::answer);
        far.start();
        String address = "http://127.0.0.1:" + far.getAddress().getPort();
        try (Assistant assistant = Assistant.in(home)
                .setting("goldtier.social.facebook.url=" + address)
                .setting("goldtier.social.facebook.access-token=" + SECRETS.get(0))
                .setting("goldtier.social.facebook.app-secret=" + SECRETS.get(1))
                .setting("goldtier.social.instagram.url=" + address)
                .setting("goldtier.social.instagram.access-token=" + SECRETS.get(2))
                .setting("goldtier.social.twitter.url=" + address)
                .setting("goldtier.social.twitter.bearer-token=" + SECRETS.get(3))
                .setting("goldtier.social.twitter.refresh-token=" + SECRETS.get(4))
                .start()) {
            Set<String> skills = Set.of("facebook_post", "instagram_post", "twitter_post");
            skills.forEach(skill -> assistant
                    .bean(Triggers.class)
                    .accept(Work.of("secret-" + skill, step(skill, Map.of("content", "Nothing secret on " + skill)))));
            approveAll(assistant, skills.size());
            await().atMost(Duration.ofSeconds(30)).until(() -> held.get() >= 3);
            assertThat(everything(assistant, home))
                    .as("while calls are under way")
                    .doesNotContain(SECRETS);
            looked.countDown();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> skills.stream().allMatch(skill -> Stream.of("failed", "in_doubt", "waiting")
                            .anyMatch(state -> String.valueOf(assistant.get("/api/triggers/secret-" + skill))
                                    .contains("state=" + state))));
            assertThat(everything(assistant, home)).as("after them").doesNotContain(SECRETS);
            assertThat(proved).as("the calls were signed").isTrue();
        } finally {
            looked.countDown();
            far.stop(0);
        }
        assertThat(output.getAll()).doesNotContain(SECRETS);
    }

    private static void approveAll(Assistant assistant, int count) {
        Approvals approvals = assistant.bean(Approvals.class);
        Set<String> decided = new HashSet<>();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            for (ApprovalRequest request : approvals.list("pending", null, 10)) {
                assistant.post("/api/approvals/" + request.approvalId(), Map.of("decision", "approve"));
                decided.add(request.approvalId());
            }
            return decided.size() == count;
        });
    }

    /** Holds what is under way, then answers with all that it was sent. */
    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String said = exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " " + body;
            proved |= said.contains("appsecret_proof=");
            held.incrementAndGet();
            looked.await(60, TimeUnit.SECONDS);
            byte[] answer = ("{\"error\":{\"code\":100,\"message\":\"You said "
                            + said.replace("\\", "").replace("\"", "'") + "\"},\"detail\":\""
                            + said.replace("\\", "").replace("\"", "'") + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(400, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String everything(Assistant assistant, Path home) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String path : List.of(
                "/",
                "/triggers",
                "/triggers/secret-twitter_post",
                "/approvals",
                "/log",
                "/skills",
                "/vault",
                "/api/servers",
                "/api/status",
                "/api/skills",
                "/api/audit",
                "/api/triggers",
                "/api/approvals",
                "/actuator/health",
                "/actuator/prometheus",
                "/sandbox/state")) {
            all.append(assistant.text(path)).append('\n');
        }
        all.append(beans()).append(exchanges(assistant.bean(CamelContext.class)));
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                boolean database = file.getFileName().toString().startsWith("goldtier.db");
                // The token that renews is kept in the database, which its owner alone can read
                if (!database && Files.exists(file)) {
                    all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
                }
            }
        }
        return all.toString();
    }

    /** All that JMX and so hawtio show. */
    private static String beans() {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        StringBuilder all = new StringBuilder();
        for (ObjectName name : server.queryNames(null, null)) {
            boolean ours = name.getDomain().startsWith("org.apache.camel")
                    || name.getDomain().contains("goldtier");
            if (!ours) {
                continue;
            }
            all.append(name).append('\n');
            try {
                for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                    if (attribute.isReadable()) {
                        all.append(value(server, name, attribute.getName())).append('\n');
                    }
                }
            } catch (JMException e) {
                all.append(e.getMessage());
            }
        }
        assertThat(all).contains("outside://twitter");
        return all.toString();
    }

    private static String value(MBeanServer server, ObjectName name, String attribute) {
        try {
            return String.valueOf(server.getAttribute(name, attribute));
        } catch (JMException | RuntimeMBeanException e) {
            return "";
        }
    }

    private static String exchanges(CamelContext camel) {
        StringBuilder all = new StringBuilder();
        for (InflightRepository.InflightExchange each :
                camel.getInflightRepository().browse()) {
            all.append(each.getExchange().getVariables())
                    .append(each.getExchange().getProperties())
                    .append(each.getExchange().getMessage().getBody())
                    .append(each.getExchange().getMessage().getHeaders());
        }
        return all.toString();
    }
}

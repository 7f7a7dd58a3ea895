package io.goldtier.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletInputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What requests bring together, while others are still being read. */
class RequestLimitTest {

    private final RequestLimit limit = new RequestLimit();

    private MockHttpServletResponse send(String path, int bytes, FilterChain meanwhile) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", path);
        request.setContent(new byte[bytes]);
        MockHttpServletResponse response = new MockHttpServletResponse();
        limit.doFilter(request, response, (read, answer) -> {
            read.getInputStream().readAllBytes();
            meanwhile.doFilter(read, answer);
        });
        return response;
    }

    private static int status(MockHttpServletResponse response) {
        return response.getStatus();
    }

    @Test
    void strangersFillTheirOwnShareOnly() throws Exception {
        int share = (int) RequestLimit.LARGEST / 2;
        send("/webhooks/whatsapp", share, (read, answer) -> {
            try {
                MockHttpServletResponse stranger = send("/webhooks/whatsapp", 1, (more, none) -> {});
                assertThat(status(stranger)).isEqualTo(503);
                assertThat(stranger.getHeader("Retry-After")).isEqualTo("1");
                assertThat(status(send("/api/skills/x", share, (more, none) -> {})))
                        .isEqualTo(200);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });

        assertThat(status(send("/webhooks/whatsapp", share, (more, none) -> {})))
                .isEqualTo(200);
    }

    @Test
    void whatTricklesInIsSentAwayWithAReason() throws Exception {
        RequestLimit impatient = new RequestLimit(Duration.ofSeconds(1));
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/webhooks/whatsapp");
        request.setContent(new byte[100]);
        MockHttpServletResponse response = new MockHttpServletResponse();

        impatient.doFilter(request, response, (read, answer) -> {
            ServletInputStream body = read.getInputStream();
            while (body.read() >= 0) {
                pause();
            }
        });

        assertThat(status(response)).isEqualTo(408);
        assertThat(response.getHeader("Connection")).isEqualTo("close");
        assertThat(response.getContentAsString()).contains("did not come whole within 1 s");
        assertThat(status(send("/webhooks/whatsapp", (int) RequestLimit.LARGEST / 2, (more, none) -> {})))
                .as("its share is free again")
                .isEqualTo(200);
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

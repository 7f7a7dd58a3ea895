package io.goldtier.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterChain;
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
}

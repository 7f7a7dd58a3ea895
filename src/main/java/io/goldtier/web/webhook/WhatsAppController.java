package io.goldtier.web.webhook;

import io.goldtier.intake.whatsapp.WhatsAppWebhook;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /webhooks/whatsapp}: the platform's verification, and its posts. */
@RestController
@RequestMapping("/webhooks/whatsapp")
class WhatsAppController {

    private static final Logger LOG = LoggerFactory.getLogger(WhatsAppController.class);
    private static final int LARGEST = 3 * 1024 * 1024;
    private static final int PATIENCE_SECONDS = 10;

    private final WhatsAppWebhook webhook;

    WhatsAppController(WhatsAppWebhook webhook) {
        this.webhook = webhook;
    }

    @GetMapping
    ResponseEntity<String> verify(
            @RequestParam(name = "hub.mode", required = false) String mode,
            @RequestParam(name = "hub.verify_token", required = false) String token,
            @RequestParam(name = "hub.challenge", required = false) String challenge) {
        boolean good = "subscribe".equals(mode) && challenge != null && webhook.isVerifyToken(token);
        return good ? answer(200, challenge) : answer(403, "The verify token is not the one that was agreed on.");
    }

    @PostMapping
    ResponseEntity<String> post(
            HttpServletRequest request, @RequestHeader(name = "X-Hub-Signature-256", required = false) String signature)
            throws IOException {
        byte[] body = request.getInputStream().readNBytes(LARGEST + 1);
        if (body.length > LARGEST) {
            return answer(413, "A post may have 3 MiB.");
        }
        if (!webhook.isSigned(body, signature)) {
            return answer(401, "The signature is wrong.");
        }
        try {
            webhook.keep(body).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return answer(200, "");
        } catch (ExecutionException | TimeoutException e) {
            // It is sent again; what of it was kept is known by its id
            LOG.error("A post of WhatsApp could not be kept", e);
            return answer(503, "It could not be kept. Send it again.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return answer(503, "The assistant is stopping. Send it again.");
        }
    }

    private static ResponseEntity<String> answer(int status, String text) {
        return ResponseEntity.status(status).contentType(MediaType.TEXT_PLAIN).body(text);
    }
}

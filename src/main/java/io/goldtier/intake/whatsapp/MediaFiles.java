package io.goldtier.intake.whatsapp;

import io.goldtier.intake.letter.LetterFiles;
import io.goldtier.intake.message.Attachment;
import io.goldtier.intake.message.Refusal;
import io.goldtier.json.Digest;
import io.goldtier.outside.OutsideSystem;
import io.goldtier.outside.OutsideSystems;
import io.goldtier.outside.SystemSettings;
import io.goldtier.outside.http.BoundedHttp;
import io.goldtier.skill.effect.OutsideException;
import jakarta.annotation.PreDestroy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.springframework.stereotype.Component;

/**
 * Fetches what came with a message: the platform gives an address that is good for 5 minutes and answers to our token, so only
 * the platform's own hosts are ever called. What does not have the digest that was signed with the message is not kept.
 *
 * <p>Documents may have 100 MB there; 25 MiB are our own limit, the one of mails. The id of a file is good for 7 days.
 *
 * @see <a href="https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media/">Meta's
 *     page about media</a>
 */
@Component
class MediaFiles {

    private static final int LARGEST = 25 * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CONNECTIONS = 4;
    private static final List<String> HOSTS = List.of(".fbsbx.com", ".whatsapp.net", ".facebook.com", ".fbcdn.net");

    private final OutsideSystems systems;
    private final LetterFiles files;
    private final BoundedHttp http =
            new BoundedHttp(BoundedHttp.Bounds.of(Duration.ofSeconds(5), PATIENCE, CONNECTIONS));

    MediaFiles(OutsideSystems systems, LetterFiles files) {
        this.systems = systems;
        this.files = files;
    }

    /**
     * Fetches one file.
     *
     * @throws OutsideException when it cannot be had now
     * @throws Refusal when it is not what was signed
     */
    Attachment fetch(String letter, WhatsAppMessage.Media media) {
        Object told =
                systems.calls("whatsapp").call(Map.of("method", "GET", "path", List.of(media.id())), Optional.empty());
        String address = told instanceof Map<?, ?> map && map.get("url") instanceof String url ? url : "";
        byte[] bytes = download(address);
        String wanted = digest(
                media.sha256() == null && told instanceof Map<?, ?> map
                        ? String.valueOf(map.get("sha256"))
                        : media.sha256());
        if (!MessageDigest.isEqual(
                wanted.getBytes(StandardCharsets.US_ASCII), Digest.sha256(bytes).getBytes(StandardCharsets.US_ASCII))) {
            throw new Refusal(
                    "File is not what was sent",
                    "The file " + media.name()
                            + " does not have the digest that came with its message; it was not kept.");
        }
        try {
            Path file = files.attached(letter).keep(media.name(), new ByteArrayInputStream(bytes));
            return new Attachment(file.getFileName().toString(), media.type(), bytes.length, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] download(String address) {
        OutsideSystem card = systems.find("whatsapp").orElseThrow();
        SystemSettings settings = systems.settings(card);
        if (address.isEmpty()) {
            throw trouble("WhatsApp did not say where it lies", null);
        }
        if (!isOfPlatform(address, settings)) {
            throw new Refusal("File cannot be fetched", "A file lies at a place that is none of WhatsApp's.");
        }
        HttpGet request = new HttpGet(address);
        request.addHeader(
                "Authorization", "Bearer " + settings.find("access-token").orElse(""));
        try {
            return http.send(request, LARGEST, (response, body) -> {
                if (response.getCode() != 200) {
                    request.abort();
                    throw trouble("status " + response.getCode(), null);
                }
                return body.readAllBytes();
            });
        } catch (BoundedHttp.TooLong e) {
            throw new Refusal("Too large", "A file that came by WhatsApp has more than 25 MiB.");
        } catch (IOException e) {
            throw trouble(e.getMessage(), e);
        }
    }

    @PreDestroy
    void close() throws IOException {
        http.close();
    }

    private static OutsideException trouble(String why, Exception cause) {
        return new OutsideException(
                OutsideException.Kind.TRANSIENT, "whatsapp", "A file could not be fetched: " + why, null, cause);
    }

    private static boolean isOfPlatform(String address, SystemSettings settings) {
        try {
            URI uri = URI.create(address);
            String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
            boolean own = settings.find("url")
                    .map(URI::create)
                    .filter(api -> api.getHost().equalsIgnoreCase(host)
                            && api.getPort() == uri.getPort()
                            && api.getScheme().equals(uri.getScheme()))
                    .isPresent();
            return own || "https".equals(uri.getScheme()) && HOSTS.stream().anyMatch(host::endsWith);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The platform writes digests in hexadecimal digits in one place and in Base64 in the other. */
    private static String digest(String written) {
        try {
            return written.matches("[0-9a-fA-F]{64}")
                    ? written.toLowerCase(Locale.ROOT)
                    : HexFormat.of().formatHex(Base64.getDecoder().decode(written));
        } catch (IllegalArgumentException e) {
            return "none";
        }
    }
}

package io.goldtier.sandbox;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /sandbox/pictures/NAME}: the public pictures of the sandbox, such as {@code square.jpg}, {@code wide.png}. What the
 * platforms fetch, they fetch from here; every other address is one that they cannot reach.
 */
@RestController
@ConditionalOnProperty(name = "goldtier.mode", havingValue = "sandbox", matchIfMissing = true)
public class SandboxPictures {

    private static final Map<String, int[]> SIZES = Map.of(
            "square", new int[] {1080, 1080},
            "done", new int[] {1080, 1080},
            "wide", new int[] {1200, 675},
            "tall", new int[] {1080, 1350},
            "banner", new int[] {1500, 500});
    private static final Pattern ADDRESS =
            Pattern.compile("http://(?:127\\.0\\.0\\.1|localhost)(?::\\d+)?/sandbox/pictures/([\\w.-]+)");

    @GetMapping("/sandbox/pictures/{name:[\\w.-]+}")
    ResponseEntity<byte[]> show(@PathVariable String name) {
        return picture(name)
                .map(bytes -> ResponseEntity.ok()
                        .contentType(name.endsWith(".png") ? MediaType.IMAGE_PNG : MediaType.IMAGE_JPEG)
                        .body(bytes))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    /** A picture as the platforms fetch it; empty when there is none at the address. */
    public static Optional<byte[]> fetch(String address) {
        Matcher name = ADDRESS.matcher(address);
        return name.matches() ? picture(name.group(1)) : Optional.empty();
    }

    private static Optional<byte[]> picture(String name) {
        int[] size = SIZES.get(name.replaceFirst("\\.(jpg|png)$", ""));
        return size == null || !name.matches(".*\\.(jpg|png)") ? Optional.empty() : Optional.of(draw(name, size));
    }

    private static byte[] draw(String name, int[] size) {
        BufferedImage image = new BufferedImage(size[0], size[1], BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setPaint(new GradientPaint(0, 0, new Color(0x1f6f8b), size[0], size[1], new Color(0xe8c547)));
        pen.fillRect(0, 0, size[0], size[1]);
        pen.setColor(new Color(0xffffff));
        int side = Math.min(size[0], size[1]) / 2;
        pen.fillOval((size[0] - side) / 2, (size[1] - side) / 2, side, side);
        pen.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, name.endsWith(".png") ? "png" : "jpg", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** True when these bytes begin as a JPEG does. */
    public static boolean isJpeg(byte[] bytes) {
        return bytes.length > 3 && (bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0xFF) == 0xD8;
    }

    /** What these bytes are. */
    static String type(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(4, bytes.length), java.nio.charset.StandardCharsets.ISO_8859_1);
        if (isJpeg(bytes)) {
            return "image/jpeg";
        }
        return start.equals("\u0089PNG") ? "image/png" : start.equals("GIF8") ? "image/gif" : "image/webp";
    }

    /** True when these bytes begin as a JPEG, PNG, GIF or WebP does. */
    public static boolean isPicture(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(12, bytes.length), java.nio.charset.StandardCharsets.ISO_8859_1);
        return isJpeg(bytes) || start.startsWith("\u0089PNG") || start.startsWith("GIF8") || start.endsWith("WEBP");
    }
}

package io.goldtier.web.security;

import io.goldtier.json.Digest;
import io.goldtier.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * The secret that opens the assistant: 256 random bits in {@code token} of the data folder, readable by its owner alone,
 * made at the first start and kept after that.
 *
 * <p>Browsers get a cookie that is derived from the token, not the token itself: cookies of one machine are shared by
 * all of its ports, and a cookie that strays to another program must not be a key to what programs use. {@link
 * TokenFilter} says what it opens.
 */
@Component
public class AccessToken {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43,}");
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final String token;
    private final String cookie;

    /**
     * Reads the token, or makes it.
     *
     * @throws IllegalStateException if the file holds something else than a token
     */
    AccessToken(Settings settings) {
        var file = settings.data().resolve("token");
        try {
            this.token = Files.exists(file) && Files.size(file) > 0 ? read(file) : make(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The token file " + file + " cannot be read or written", e);
        }
        this.cookie = derive(token);
    }

    /** The token itself, for the link that opens the console. */
    public String value() {
        return token;
    }

    /** What the cookie of a browser that followed the link holds. */
    String cookie() {
        return cookie;
    }

    /** Whether {@code given} is the token; takes the same time for every wrong one. */
    boolean opens(String given) {
        return given != null && MessageDigest.isEqual(bytes(given), bytes(token));
    }

    /** Whether {@code given} is the cookie's value; takes the same time for every wrong one. */
    boolean opensAsCookie(String given) {
        return given != null && MessageDigest.isEqual(bytes(given), bytes(cookie));
    }

    private static String read(Path file) throws IOException {
        Files.setPosixFilePermissions(file, OWNER_ONLY);
        var text = Files.readString(file, StandardCharsets.US_ASCII).strip();
        if (!FORM.matcher(text).matches()) {
            throw new IllegalStateException("The token file " + file
                    + " does not hold a token (43 or more letters, digits, - and _). Delete it to get a new one.");
        }
        return text;
    }

    private static String make(Path file) throws IOException {
        var random = new byte[32];
        new SecureRandom().nextBytes(random);
        Files.createDirectories(file.getParent());
        var draft = Files.createTempFile(
                file.getParent(), ".token", ".tmp", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try (var out = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            out.write(ByteBuffer.wrap(bytes(encode(random) + "\n")));
            out.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        return read(file);
    }

    private static String derive(String token) {
        return encode(Digest.hmac("HmacSHA256", token, bytes("goldtier console cookie")));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

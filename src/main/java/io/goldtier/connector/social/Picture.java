package io.goldtier.connector.social;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * A picture that goes with a post.
 *
 * @param name the name of its file
 * @param type what its first bytes say that it is, whatever its name says
 * @param width in pixels; 0 when its kind is not one that is read here
 * @param height in pixels; 0 as well
 * @param bytes all of it
 * @param address where it can be fetched by everybody, or null
 */
record Picture(String name, String type, int width, int height, byte[] bytes, String address) {

    private static final double TALLEST = 4.0 / 5;
    private static final double WIDEST = 1.91;
    private static final double ROUNDED = 0.005;

    /** Reads what it is; empty when it is no picture of a kind that any of the platforms takes. */
    static Optional<Picture> read(String name, byte[] bytes, String address) {
        String type = type(bytes);
        if (type == null) {
            return Optional.empty();
        }
        try (ImageInputStream stream = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                return type.equals("image/webp")
                        ? Optional.of(new Picture(name, type, 0, 0, bytes, address))
                        : Optional.empty();
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                return Optional.of(new Picture(name, type, reader.getWidth(0), reader.getHeight(0), bytes, address));
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            // The readers of the JDK throw anything at what is spoilt
            return Optional.empty();
        }
    }

    private static String type(byte[] bytes) {
        if (starts(bytes, 0, 0xFF, 0xD8, 0xFF)) {
            return "image/jpeg";
        }
        if (starts(bytes, 0, 0x89, 'P', 'N', 'G')) {
            return "image/png";
        }
        if (starts(bytes, 0, 'G', 'I', 'F', '8')) {
            return "image/gif";
        }
        if (starts(bytes, 0, 'R', 'I', 'F', 'F') && starts(bytes, 8, 'W', 'E', 'B', 'P')) {
            return "image/webp";
        }
        return starts(bytes, 0, 'B', 'M') ? "image/bmp" : null;
    }

    private static boolean starts(byte[] bytes, int from, int... wanted) {
        if (bytes.length < from + wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if ((bytes[from + i] & 0xFF) != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    /** Why a platform would not take it, the end of a sentence; empty when it would. */
    Optional<String> fault(Platform platform) {
        if (!platform.types().contains(type)) {
            return Optional.of("is " + kind(type) + "; " + platform.title() + " takes "
                    + String.join(
                            ", ",
                            platform.types().stream()
                                    .map(Picture::kind)
                                    .sorted()
                                    .toList()));
        }
        if (bytes.length > platform.largestPicture()) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "has %.1f MB; %s takes at most %d MB",
                    bytes.length / 1024.0 / 1024.0,
                    platform.title(),
                    platform.largestPicture() / 1024 / 1024));
        }
        double ratio = height == 0 ? 1 : (double) width / height;
        if (platform == Platform.INSTAGRAM && (ratio < TALLEST - ROUNDED || ratio > WIDEST + ROUNDED)) {
            return Optional.of("is " + width + " by " + height
                    + " pixels; Instagram takes what is between 4:5 (upright) and 1.91:1 (wide)");
        }
        return Optional.empty();
    }

    private static String kind(String mediaType) {
        return mediaType.substring("image/".length()).toUpperCase(Locale.ROOT);
    }

    /** What a person sees of it in a list of facts. */
    String line() {
        return String.format(
                Locale.ROOT,
                "Picture: %s, %s%s, %.0f KB",
                address == null ? name : address,
                kind(type),
                width == 0 ? "" : ", " + width + " by " + height + " pixels",
                Math.ceil(bytes.length / 1024.0));
    }
}

package io.goldtier.connector.social;

import io.goldtier.outside.OutsideSystems;
import io.goldtier.outside.http.PublicFiles;
import io.goldtier.store.Store;
import io.goldtier.vault.Vault;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/**
 * The picture that goes with a post: a file of the vault, an attachment of the message that the work came with
 * ({@code attachment:NAME}), or a public address. One that cannot be attached fails the post; it is never left out.
 */
@Component("pictures")
public class Pictures {

    private static final String ATTACHMENT = "attachment:";
    private static final int DEEPEST = 10;

    private final Vault vault;
    private final Store store;
    private final PublicFiles web;
    private final OutsideSystems systems;

    Pictures(Vault vault, Store store, PublicFiles web, OutsideSystems systems) {
        this.vault = vault;
        this.store = store;
        this.web = web;
        this.systems = systems;
    }

    /** A picture as a page shows it. */
    public record Shown(String type, byte[] bytes) {}

    /** The picture of a post that somebody is asked about; empty when it has none that can be shown here. */
    public Optional<Shown> shown(String image, String triggerId) {
        try {
            byte[] bytes =
                    isAddress(image) ? fetched(Platform.INSTAGRAM, image) : local(Platform.INSTAGRAM, image, triggerId);
            return Picture.read(image, bytes, null).map(picture -> new Shown(picture.type(), picture.bytes()));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /** For Facebook: fetched by Facebook itself from a public address, sent along from everywhere else. */
    public Map<String, Object> facebook(
            @Variable("input") Map<String, Object> input, @Variable("trigger_id") String triggerId) {
        Picture picture = find(Platform.FACEBOOK, input, triggerId).orElseThrow();
        Map<String, Object> call = new LinkedHashMap<>();
        if (picture.address() != null) {
            call.put("form", Map.of("url", picture.address(), "published", "false"));
        } else {
            Map<String, Object> parts = new LinkedHashMap<>();
            parts.put("published", "false");
            parts.put("source", Map.of("name", picture.name(), "type", picture.type(), "bytes", picture.bytes()));
            call.put("multipart", parts);
        }
        return call;
    }

    /** The address from which Instagram fetches the picture. */
    public String instagram(@Variable("input") Map<String, Object> input) {
        return image(Platform.INSTAGRAM, input)
                .orElseThrow(() -> PostText.refusal(Platform.INSTAGRAM, "image is missing."));
    }

    /** For X, to which the bytes are sent. */
    public Map<String, Object> twitter(
            @Variable("input") Map<String, Object> input, @Variable("trigger_id") String triggerId) {
        Picture picture = find(Platform.TWITTER, input, triggerId).orElseThrow();
        return Map.of(
                "name", picture.name(),
                "type", picture.type(),
                "category", picture.type().equals("image/gif") ? "tweet_gif" : "tweet_image",
                "size", picture.bytes().length,
                "bytes", picture.bytes());
    }

    /**
     * The picture that goes with a post, looked at.
     *
     * @throws io.goldtier.skill.effect.OutsideException with the reason when the platform could not or would not take it
     */
    Optional<Picture> find(Platform platform, Map<String, Object> input, String triggerId) {
        Optional<String> image = image(platform, input);
        if (image.isEmpty()) {
            if (platform == Platform.INSTAGRAM) {
                throw PostText.refusal(
                        platform,
                        "image is missing: Instagram takes no post without a picture. Name one at a public address, or"
                                + " set goldtier.social.instagram.picture for posts that have none.");
            }
            return Optional.empty();
        }
        return Optional.of(checked(platform, image.get(), triggerId));
    }

    private Optional<String> image(Platform platform, Map<String, Object> input) {
        Optional<String> given =
                Optional.ofNullable(input.get("image")).map(String::valueOf).map(String::strip);
        return given.isPresent() || platform != Platform.INSTAGRAM ? given : usual();
    }

    /** The picture of posts on Instagram that name none. */
    private Optional<String> usual() {
        return systems.find(Platform.INSTAGRAM.system())
                .flatMap(card -> systems.settings(card).find("picture"));
    }

    private Picture checked(Platform platform, String image, String triggerId) {
        boolean address = isAddress(image);
        if (platform == Platform.INSTAGRAM && !address) {
            throw PostText.refusal(
                    platform,
                    "image is \"" + image + "\", a file that only we have; Instagram fetches pictures itself, from"
                            + " public addresses alone. Put it where everybody can fetch it and give that address.");
        }
        byte[] bytes = address ? fetched(platform, image) : local(platform, image, triggerId);
        Picture picture = Picture.read(name(image), bytes, address ? image : null)
                .orElseThrow(() -> PostText.refusal(
                        platform, "image is \"" + image + "\", which is no picture that can be read."));
        picture.fault(platform).ifPresent(fault -> {
            throw PostText.refusal(platform, "image is \"" + image + "\", which " + fault + ".");
        });
        return picture;
    }

    private static boolean isAddress(String image) {
        return image.matches("(?i)https?://.*");
    }

    private static String name(String image) {
        String name = image.replaceAll("[?#].*", "").replaceFirst("^" + ATTACHMENT, "");
        return name.substring(name.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._-]", "_");
    }

    private byte[] fetched(Platform platform, String address) {
        try {
            return web.fetch(address, platform.largestPicture());
        } catch (IOException e) {
            throw PostText.refusal(platform, "image is \"" + address + "\", which " + e.getMessage() + ".");
        }
    }

    private byte[] local(Platform platform, String image, String triggerId) {
        try {
            return image.startsWith(ATTACHMENT)
                    ? attached(platform, image.substring(ATTACHMENT.length()), triggerId)
                    : kept(platform, image);
        } catch (IllegalArgumentException e) {
            throw PostText.refusal(platform, "image is \"" + image + "\", which is not in the vault.");
        } catch (IOException | MessagingException e) {
            throw PostText.refusal(platform, "image is \"" + image + "\", which cannot be read.");
        }
    }

    private byte[] kept(Platform platform, String image) throws IOException {
        Path file = vault.document(image)
                .orElseThrow(() -> PostText.refusal(
                        platform,
                        "image is \"" + image + "\", and there is no such file in the vault where documents lie: in "
                                + Vault.DOCUMENTS + ". Put pictures into Attachments/ and name them by their path,"
                                + " such as Attachments/picture.jpg."));
        try (InputStream stream = Files.newInputStream(file)) {
            return stream.readNBytes((int) platform.largestPicture() + 1);
        }
    }

    private byte[] attached(Platform platform, String name, String triggerId) throws IOException, MessagingException {
        Optional<String> task = triggerId == null
                ? Optional.empty()
                : store.read(tx -> tx.first(
                        "SELECT task_file FROM loops WHERE trigger_id = ? AND task_file IS NOT NULL",
                        row -> row.string("task_file"),
                        triggerId));
        if (task.isPresent() && task.get().endsWith(".eml")) {
            try (InputStream mail = Files.newInputStream(vault.resolve(task.get()))) {
                Optional<byte[]> found = part(new MimeMessage(null, mail), name, platform.largestPicture(), 0);
                if (found.isPresent()) {
                    return found.get();
                }
            }
        }
        throw PostText.refusal(
                platform, "image is \"" + ATTACHMENT + name + "\", and the message has no such attachment.");
    }

    private static Optional<byte[]> part(Part part, String name, long most, int depth)
            throws IOException, MessagingException {
        if (name.equals(part.getFileName())) {
            try (InputStream stream = part.getInputStream()) {
                return Optional.of(stream.readNBytes((int) most + 1));
            }
        }
        if (depth < DEEPEST && part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                Optional<byte[]> found = part(parts.getBodyPart(i), name, most, depth + 1);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }
}

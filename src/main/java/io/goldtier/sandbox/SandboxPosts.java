package io.goldtier.sandbox;

import java.util.List;
import java.util.Optional;

/** A stand-in of a platform whose posts people look at, on {@code /sandbox/social}. */
public interface SandboxPosts {

    /**
     * A post as a person reads it.
     *
     * @param platform for people
     * @param text its words
     * @param link the page that it points to, or null
     * @param picture the address of its picture on this machine, or null
     * @param time when it was published
     * @param url where it would be read
     */
    record Post(String platform, String text, String link, String picture, String time, String url) {}

    /** Its name in the addresses of pictures. */
    String name();

    /** The posts, newest first. */
    List<Post> timeline();

    /** A picture that was sent to it. */
    Optional<byte[]> picture(String id);
}

package io.goldtier.audit.chain;

import io.goldtier.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * The form of a log line: {@code {"seq":…, …, "prev_hash":"…","hash":"…"}}, where the hash is the SHA-256 of the line's
 * UTF-8 bytes without its last member.
 */
public final class Chain {

    /** What the first line of a log names as its predecessor. */
    public static final String START = "0".repeat(64);

    private static final int HASH_MEMBER = ",\"hash\":\"".length() + 64 + "\"}".length();

    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(() -> {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    });

    private Chain() {}

    /** A line in its place. */
    public record Link(long seq, String hash, String line) {}

    /** Puts members in their place behind the line that has this sequence number and hash. */
    public static Link link(long previousSeq, String previousHash, String members) {
        long seq = previousSeq + 1;
        StringBuilder line = new StringBuilder(members.length() + 200)
                .append("{\"seq\":")
                .append(seq)
                .append(',')
                .append(members)
                .append(",\"prev_hash\":\"")
                .append(previousHash)
                .append("\"}");
        String hash = sha256(line.toString());
        line.setLength(line.length() - 1);
        line.append(",\"hash\":\"").append(hash).append("\"}");
        return new Link(seq, hash, line.toString());
    }

    /** Fields as members of a JSON object, without its braces. */
    public static String members(Map<String, ?> fields) {
        String json = Json.write(fields);
        return json.substring(1, json.length() - 1);
    }

    /** The hash that the line should have, computed from its other bytes; empty when it has none at its end. */
    static Optional<String> expectedHash(String line) {
        int cut = line.length() - HASH_MEMBER;
        if (cut < 1 || !line.startsWith(",\"hash\":\"", cut) || !line.endsWith("\"}")) {
            return Optional.empty();
        }
        return Optional.of(sha256(line.substring(0, cut) + "}"));
    }

    private static String sha256(String text) {
        return HexFormat.of().formatHex(DIGEST.get().digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}

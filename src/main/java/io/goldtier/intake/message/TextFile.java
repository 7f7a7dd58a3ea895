package io.goldtier.intake.message;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Bytes as text, in strict UTF-8, or in UTF-16 where they say so with a byte order mark. */
public final class TextFile {

    private TextFile() {}

    /** The text; empty when the bytes are none. */
    public static Optional<String> read(byte[] bytes) {
        try {
            String text =
                    charset(bytes).newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static Charset charset(byte[] bytes) {
        boolean wide = bytes.length > 2
                && (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF
                        || bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE);
        return wide ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
    }

    /** Where a text that cannot be read goes wrong. */
    public static String flaw(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        var decoder = charset(bytes).newDecoder();
        CharBuffer out = CharBuffer.allocate(8192);
        int line = 1;
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            for (char each : out.flip().toString().toCharArray()) {
                if (each == '\0') {
                    return "line " + line + " has a zero byte";
                }
                line += each == '\n' ? 1 : 0;
            }
            if (!result.isOverflow()) {
                return "line " + line + " has bytes that are no characters";
            }
            out.clear();
        }
    }
}

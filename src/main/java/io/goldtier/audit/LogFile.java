package io.goldtier.audit;

import io.goldtier.json.Json;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** One log's current file, opened for appending; only ever used by the log writer's thread. */
final class LogFile implements AutoCloseable {

    private static final int TAIL = 1 << 20;

    private final FileChannel channel;
    private long size;

    private LogFile(FileChannel channel, long size) {
        this.channel = channel;
        this.size = size;
    }

    /** The last whole line of a file: its number in the sequence, 0 for none, and how many bytes are whole lines. */
    record End(long seq, long wholeBytes) {}

    /** Opens the file, cutting off a last line that a power cut left unfinished. */
    static LogFile open(Path path, End end) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.size() > end.wholeBytes()) {
            channel.truncate(end.wholeBytes());
            channel.force(true);
        }
        channel.position(end.wholeBytes());
        return new LogFile(channel, end.wholeBytes());
    }

    /** Looks for the end of a log; a missing or empty file ends at 0. */
    static End end(Path path) throws IOException {
        if (!Files.exists(path)) {
            return new End(0, 0);
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long start = Math.max(0, file.length() - TAIL);
            byte[] tail = new byte[(int) (file.length() - start)];
            file.seek(start);
            file.readFully(tail);
            int wholeEnd = lastNewline(tail, tail.length) + 1;
            if (wholeEnd == 0) {
                return new End(0, start == 0 ? 0 : file.length());
            }
            int lineStart = lastNewline(tail, wholeEnd - 1) + 1;
            String line = new String(tail, lineStart, wholeEnd - 1 - lineStart, StandardCharsets.UTF_8);
            return new End(seq(line), start + wholeEnd);
        }
    }

    /** Appends the lines and returns when they are on the disk; on failure the file is as it was. */
    void append(List<String> lines) throws IOException {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
            size = channel.position();
        } catch (IOException e) {
            channel.truncate(size);
            channel.position(size);
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static long seq(String line) {
        try {
            return Json.readObject(line).get("seq") instanceof Number seq ? seq.longValue() : 0;
        } catch (RuntimeException e) {
            // Not one of our lines: verification will say so, the sequence goes on from the database
            return 0;
        }
    }

    private static int lastNewline(byte[] bytes, int before) {
        for (int i = before - 1; i >= 0; i--) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }
}

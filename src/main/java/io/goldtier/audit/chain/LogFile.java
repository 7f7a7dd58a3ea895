package io.goldtier.audit.chain;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One log's current file, opened for appending; only ever used by the log writer's thread. */
final class LogFile implements AutoCloseable {

    private static final int BLOCK = 1 << 16;
    private static final Pattern NUMBER = Pattern.compile("\\{\"seq\":(\\d{1,18})[,}]");

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
            long wholeEnd = newlineBefore(file, file.length()) + 1;
            if (wholeEnd == 0) {
                return new End(0, 0);
            }
            long lineStart = newlineBefore(file, wholeEnd - 1) + 1;
            byte[] line = new byte[(int) Math.min(BLOCK, wholeEnd - 1 - lineStart)];
            file.seek(lineStart);
            file.readFully(line);
            return new End(seq(new String(line, StandardCharsets.UTF_8)), wholeEnd);
        }
    }

    /** Appends the lines and returns when they are on the disk; on failure the file is as it was. */
    void append(List<String> lines) throws IOException {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        appendPieces(List.of(text.toString()).iterator());
    }

    /** The same for text that comes in pieces, because it is too long to be held whole. */
    void appendPieces(Iterator<String> pieces) throws IOException {
        try {
            while (pieces.hasNext()) {
                ByteBuffer bytes = ByteBuffer.wrap(pieces.next().getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            channel.force(false);
            size = channel.position();
        } catch (IOException | RuntimeException e) {
            channel.truncate(size);
            channel.position(size);
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** All of our lines begin with their number, so the beginning of a long one is enough. */
    private static long seq(String line) {
        Matcher number = NUMBER.matcher(line);
        // Not one of our lines: verification will say so, the sequence goes on from the database
        return number.lookingAt() ? Long.parseLong(number.group(1)) : 0;
    }

    /** Where the last line end before this place is, or -1; looks block by block. */
    private static long newlineBefore(RandomAccessFile file, long before) throws IOException {
        byte[] block = new byte[BLOCK];
        for (long end = before; end > 0; end -= BLOCK) {
            long start = Math.max(0, end - BLOCK);
            int length = (int) (end - start);
            file.seek(start);
            file.readFully(block, 0, length);
            for (int i = length - 1; i >= 0; i--) {
                if (block[i] == '\n') {
                    return start + i;
                }
            }
        }
        return -1;
    }
}

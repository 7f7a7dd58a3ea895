package io.goldtier.spoiled;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that goes by itself and is put forward by a test, in several processes at once: through a file. */
final class SharedClock extends Clock {

    private static final long LOOK = 20_000_000;

    private final Path file;
    private volatile long looked;
    private volatile Duration ahead = Duration.ZERO;

    SharedClock(Path file) {
        this.file = file;
    }

    /** Lets time pass. */
    void pass(Duration time) {
        try {
            ahead = ahead.plus(time);
            Path draft = file.resolveSibling(file.getFileName() + ".tmp");
            Files.writeString(draft, ahead.toString());
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Instant instant() {
        long now = System.nanoTime();
        if (now - looked > LOOK) {
            looked = now;
            try {
                ahead = Files.exists(file) ? Duration.parse(Files.readString(file)) : ahead;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}

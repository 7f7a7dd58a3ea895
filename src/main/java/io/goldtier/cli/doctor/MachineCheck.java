package io.goldtier.cli.doctor;

import io.goldtier.cli.Causes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** What the assistant needs of the machine that it runs on. */
final class MachineCheck {

    private static final long MEBIBYTE = 1L << 20;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private MachineCheck() {}

    static Finding java() {
        Runtime.Version version = Runtime.version();
        return version.feature() >= 17
                ? Finding.ok("java", version.toString())
                : Finding.fault("java", "version 17 or newer is needed, this is " + version);
    }

    /** A folder that must be writable; one that is not there yet is made at the first start. */
    static Finding folder(String subject, Path folder) {
        if (!Files.exists(folder)) {
            Path parent = folder;
            while (parent != null && !Files.exists(parent)) {
                parent = parent.getParent();
            }
            return parent != null && Files.isWritable(parent)
                    ? Finding.ok(subject, folder + " is made at the first start")
                    : Finding.fault(subject, folder + " cannot be made: " + parent + " is not writable");
        }
        if (!Files.isDirectory(folder)) {
            return Finding.fault(subject, folder + " is not a folder");
        }
        try {
            Files.delete(Files.createTempFile(folder, ".doctor-", ".tmp"));
            return Finding.ok(subject, folder + " is writable");
        } catch (IOException e) {
            return Finding.fault(subject, folder + " cannot be written: " + Causes.sentence(e));
        }
    }

    static Finding space(Path folder) {
        Path existing = folder;
        while (!Files.exists(existing)) {
            existing = existing.getParent();
        }
        // Not Files.getFileStore: it looks for the mount, which a chroot and some containers do not show.
        long free = existing.toFile().getUsableSpace() / MEBIBYTE;
        String sentence = free + " MiB free at " + existing;
        if (free < 100) {
            return Finding.fault("disk", sentence + ": make room, the assistant stops acting on a full disk");
        }
        return free < 1024 ? Finding.warn("disk", sentence) : Finding.ok("disk", sentence);
    }

    /** The token opens the console and the API to whoever can read it. */
    static Finding token(Path token) {
        if (!Files.exists(token)) {
            return Finding.ok("token", "is made at the first start");
        }
        try {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(token);
            return mode.equals(OWNER_ONLY)
                    ? Finding.ok("token", token + " is readable by its owner alone")
                    : Finding.fault(
                            "token",
                            token + " has mode " + PosixFilePermissions.toString(mode) + ": chmod 600 " + token);
        } catch (UnsupportedOperationException e) {
            return Finding.warn("token", token + " lies on a file system without owners and modes");
        } catch (IOException e) {
            return Finding.fault("token", token + " cannot be read: " + Causes.sentence(e));
        }
    }
}

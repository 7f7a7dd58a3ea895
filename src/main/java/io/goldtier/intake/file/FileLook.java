package io.goldtier.intake.file;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;

/**
 * A file as one look at it shows it; a symbolic link is looked at, not followed.
 *
 * @param regular false for directories, links and devices
 * @param size in bytes
 * @param written when its content last changed
 * @param changed when its content, name or rights last changed; the same as {@code written} where that is not known
 * @param key what tells it from another file of the same name, or null
 */
public record FileLook(boolean regular, long size, FileTime written, FileTime changed, Object key) {

    private static final String ATTRIBUTES =
            FileSystems.getDefault().supportedFileAttributeViews().contains("unix")
                    ? "unix:isRegularFile,size,lastModifiedTime,ctime,fileKey"
                    : "isRegularFile,size,lastModifiedTime,fileKey";

    /** Looks at a file; empty if it is not there or has a name that cannot be used. */
    public static Optional<FileLook> at(Path file) {
        try {
            Map<String, Object> found = Files.readAttributes(file, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
            FileTime written = (FileTime) found.get("lastModifiedTime");
            return Optional.of(new FileLook(
                    (Boolean) found.get("isRegularFile"),
                    (Long) found.get("size"),
                    written,
                    (FileTime) found.getOrDefault("ctime", written),
                    found.get("fileKey")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * True when something other than writing happened last: writing sets both times to the same instant, a rename only
     * the second. So the file was complete under another name before, or its writer has set its times or rights, which
     * is what copying programs do last.
     */
    boolean wasTouchedAfterWriting() {
        return !written.equals(changed);
    }
}

package io.goldtier.audit;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the logs' proof.
 *
 * @param anchorCopy a file to which the anchor is also written, such as one on another disk; empty for none
 */
@ConfigurationProperties("goldtier.audit")
public record AuditSettings(@DefaultValue("") String anchorCopy) {

    /** The copy's file, or null when none is wanted. */
    public Path anchorCopyFile() {
        return anchorCopy.isBlank()
                ? null
                : Path.of(anchorCopy).toAbsolutePath().normalize();
    }
}

package io.goldtier.approval;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of approvals.
 *
 * @param expiry how long a request waits for a person; a card may say less
 */
@ConfigurationProperties("goldtier.approval")
record ApprovalSettings(@DefaultValue("7d") Duration expiry) {

    ApprovalSettings {
        if (expiry.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("goldtier.approval.expiry must be at least 1m, was: " + expiry);
        }
    }
}

package io.goldtier.approval;

import io.goldtier.settings.Setting;
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
        Setting.require(
                expiry.compareTo(Duration.ofMinutes(1)) >= 0 && expiry.compareTo(Duration.ofDays(365)) <= 0,
                "goldtier.approval.expiry",
                expiry,
                "between 1m and 365d");
    }
}

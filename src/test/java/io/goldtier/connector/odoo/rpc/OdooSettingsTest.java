package io.goldtier.connector.odoo.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class OdooSettingsTest {

    private static OdooSettings with(OdooSettings.Instance other) {
        return new OdooSettings(
                null,
                null,
                null,
                null,
                "auto",
                0,
                List.of("account.move"),
                5_000,
                60_000,
                Duration.ZERO,
                64,
                DataSize.ofMegabytes(16),
                30,
                Map.of("second", other));
    }

    @Test
    void aFurtherOdooIsReadLikeTheFirst() {
        OdooSettings settings =
                with(new OdooSettings.Instance(" https://odoo.example/ ", "books", " ", " key ", " JSONRPC ", 2));
        assertThat(settings.instances().get("second"))
                .isEqualTo(new OdooSettings.Instance("https://odoo.example", "books", null, "key", "jsonrpc", 2));
    }

    @Test
    void aFurtherOdooNeedsAnAddress() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(new OdooSettings.Instance(" ", "books", null, null, "auto", 0)))
                .withMessage("goldtier.odoo.instances.second.url is missing: give the address of that Odoo.");
    }
}

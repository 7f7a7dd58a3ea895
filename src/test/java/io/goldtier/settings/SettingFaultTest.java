package io.goldtier.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class SettingFaultTest {

    record Sample(int workers) {
        Sample {
            if (workers > 64) {
                throw new IllegalArgumentException("goldtier.sample.workers is " + workers + ", but must be 1 to 64");
            }
        }
    }

    @Test
    void aWordThatIsNoneOfTheAllowedIsNamedWithThem() {
        assertThat(sentence("goldtier.mode", "lively", "goldtier", Settings.class))
                .isEqualTo("goldtier.mode is lively, but must be one of sandbox, dry-run, live");
    }

    @Test
    void aTextInPlaceOfANumberIsNamed() {
        assertThat(sentence("goldtier.sample.workers", "many", "goldtier.sample", Sample.class))
                .startsWith("goldtier.sample.workers is many, but must be a");
    }

    @Test
    void aRecordsOwnSentenceIsKept() {
        assertThat(sentence("goldtier.sample.workers", "65", "goldtier.sample", Sample.class))
                .isEqualTo("goldtier.sample.workers is 65, but must be 1 to 64");
    }

    private static String sentence(String key, String value, String prefix, Class<?> type) {
        Binder binder = new Binder(new MapConfigurationPropertySource(Map.of(key, value)));
        return SettingFault.sentence(catchThrowable(() -> binder.bind(prefix, type)));
    }
}

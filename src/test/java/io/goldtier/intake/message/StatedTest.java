package io.goldtier.intake.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatedTest {

    @Test
    void aLongSenderIsCutBetweenCharactersAndNotWithinOne() {
        String sender = Stated.in("From: " + "x".repeat(199) + "😀 and more").sender();
        assertThat(sender).isEqualTo("x".repeat(199) + "…");
    }
}

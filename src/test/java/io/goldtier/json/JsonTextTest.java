package io.goldtier.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JsonTextTest {

    /** Hashes of documents and of approved calls were made of what the library writes. */
    @Test
    void everyValueIsWrittenAsTheLibraryWritesIt() {
        String letters = IntStream.range(0, 0x3000)
                .mapToObj(Character::toString)
                .collect(Collectors.joining("", "", "\ud83d\ude00 and \ud83d alone, \u2028"));
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("letters", letters);
        values.put(letters, "");
        values.put("nothing", null);
        values.put("numbers", Arrays.asList(0, -7L, Long.MIN_VALUE, 1.5, 1e300, -0.0, 2.5f, (short) 3, (byte) 4));
        values.put(
                "exact",
                List.of(
                        new BigDecimal("10000.00"),
                        new BigDecimal("1E+9"),
                        new BigDecimal("-0.000000000001"),
                        new BigInteger("123456789012345678901234567890")));
        values.put("truth", List.of(true, false));
        values.put("nested", Map.of("list", List.of(List.of(), Map.of(), Map.of("a", Map.of("b", 1)))));
        values.put("keys", Map.of(7, DayOfWeek.MONDAY));
        values.put("constants", Map.of(DayOfWeek.MONDAY, Set.of(DayOfWeek.SUNDAY)));
        values.put("array", new String[] {"a", "b"});
        values.put("tree", Json.tree(Map.of("in", List.of("side", 1))));
        values.put("letter", 'x');

        values.forEach((name, value) -> assertThat(Json.write(value)).as(name).isEqualTo(Json.writeOther(value)));
        assertThat(Json.write(values)).isEqualTo(Json.writeOther(values));
    }

    @Test
    void whatContainsItselfIsRefused() {
        List<Object> snake = new ArrayList<>();
        snake.add(snake);

        assertThatThrownBy(() -> Json.write(snake)).hasMessageContaining("nested deeper");
    }
}

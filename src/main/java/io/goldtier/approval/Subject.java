package io.goldtier.approval;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What an input is about, as far as rules and people care: how much, in which currency, for whom, which words. */
final class Subject {

    private final Map<String, Object> input;

    private Subject(Map<String, Object> input) {
        this.input = input;
    }

    static Subject of(Map<String, Object> input) {
        return new Subject(input);
    }

    /** The amount, or the sum of the lines when there is no amount. */
    Optional<BigDecimal> amount() {
        Optional<BigDecimal> amount = number(input.get("amount"));
        if (amount.isPresent()) {
            return amount;
        }
        return input.get("line_items") instanceof List<?> lines && !lines.isEmpty() ? sum(lines) : Optional.empty();
    }

    /** The currency, if the input names one. */
    Optional<String> currency() {
        return input.get("currency") instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** Whom it is for: a client, a recipient, a page. */
    Optional<String> recipient() {
        return first("client", "to", "recipient", "vendor", "partner", "page", "url", "name");
    }

    /** The words that would be published or sent. */
    Optional<String> words() {
        return first("message", "text", "body", "caption");
    }

    private Optional<String> first(String... names) {
        return Stream.of(names)
                .map(input::get)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(text -> !text.isBlank())
                .findFirst();
    }

    private static Optional<BigDecimal> sum(List<?> lines) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Object line : lines) {
            if (!(line instanceof Map<?, ?> map)) {
                return Optional.empty();
            }
            Optional<BigDecimal> price = number(map.get("price_unit"));
            if (price.isEmpty()) {
                return Optional.empty();
            }
            // A discount is left out: the limit is for what the line is worth at most
            sum = sum.add(price.get()
                    .multiply(number(map.get("quantity")).orElse(BigDecimal.ONE))
                    .abs());
        }
        return Optional.of(sum);
    }

    private static Optional<BigDecimal> number(Object value) {
        return value instanceof Number number ? Optional.of(new BigDecimal(number.toString())) : Optional.empty();
    }
}

package io.goldtier.intake;

import io.goldtier.intake.document.DocumentText;
import io.goldtier.intake.message.Attachment;
import io.goldtier.intake.message.Excerpt;
import io.goldtier.intake.message.Message;
import io.goldtier.intake.message.Receipts;
import io.goldtier.intake.message.Refusal;
import io.goldtier.trigger.amount.Amount;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Says in a line what a receipt says that came as a document, for the rule card {@code receipt_document}:
 * {@code Document: receipt of Paper Shop; total 23.50 EUR; dated 2026-02-20}.
 */
@Component
class ReceiptWords {

    private static final int MOST_LOOKED_AT = 5;

    /** The documents of a message, none of which is read before it is needed, and none twice. */
    Documents of(Message message) {
        return new Documents(message);
    }

    /** What the documents of one message say. */
    static final class Documents {

        private final Message message;
        private final Map<Attachment, Optional<Excerpt>> read = new LinkedHashMap<>();

        private Documents(Message message) {
            this.message = message;
        }

        /**
         * The line about the first receipt among them.
         *
         * @throws Refusal if it is a receipt on which the total is not certain, or if one cannot be read within bounds
         */
        Optional<String> receipt() {
            return message.attachments().stream()
                    .limit(MOST_LOOKED_AT)
                    .map(this::line)
                    .flatMap(Optional::stream)
                    .findFirst();
        }

        /**
         * All that they say, each under its name, for who can make sense of words that no rule understands; what the
         * message says itself is not said again.
         */
        String words() {
            String own = plain(message.text());
            StringBuilder words = new StringBuilder();
            message.attachments().stream().limit(MOST_LOOKED_AT).forEach(attachment -> text(attachment)
                    .map(Excerpt::text)
                    .filter(text -> !text.isBlank() && !own.contains(plain(text)))
                    .ifPresent(text -> words.append("\n\nDocument ")
                            .append(attachment.name())
                            .append(":\n")
                            .append(text.strip())));
            return words.toString();
        }

        /** What of those that were looked at was not read; nothing where none was needed. */
        Optional<String> notRead() {
            int all = message.attachments().size();
            Stream<String> parts = read.entrySet().stream()
                    .flatMap(each -> each
                            .getValue()
                            .flatMap(text -> text.notRead(each.getKey().name()))
                            .stream());
            Stream<String> others = read.isEmpty() || all <= MOST_LOOKED_AT
                    ? Stream.of()
                    : Stream.of("Only " + Excerpt.first(MOST_LOOKED_AT, all, "attachments") + " were looked at.");
            return Optional.ofNullable(Excerpt.together(Stream.concat(parts, others)));
        }

        private Optional<String> line(Attachment attachment) {
            return text(attachment).flatMap(text -> Receipts.in(text.text())
                    .map(receipt -> ReceiptWords.line(
                            receipt,
                            attachment.name(),
                            text.notRead(attachment.name()).orElse(null))));
        }

        private Optional<Excerpt> text(Attachment attachment) {
            return read.computeIfAbsent(attachment, each -> DocumentText.of(each.file(), each.name()));
        }
    }

    /** The line; where there may be another total on it than the one that was read, only a person can tell. */
    private static String line(Receipts receipt, String name, String notRead) {
        List<Amount.Exact> totals = receipt.totals();
        if (totals.size() > 1) {
            throw notClear(
                    receipt,
                    "The receipt " + name + " names several totals: "
                            + totals.stream()
                                    .map(total -> total.value().toPlainString())
                                    .toList()
                            + ". Only you can tell which one was paid.");
        }
        if (notRead != null) {
            throw notClear(
                    receipt,
                    "The receipt " + name + " may name another total than "
                            + totals.get(0).value().toPlainString() + ": " + notRead);
        }
        StringBuilder line = new StringBuilder("Document: receipt of ")
                .append(receipt.vendor() == null ? "an unknown vendor" : plain(receipt.vendor()))
                .append("; total ")
                .append(totals.get(0).value().toPlainString())
                .append(' ')
                .append(currency(receipt));
        if (receipt.date() != null) {
            line.append("; dated ").append(receipt.date());
        }
        if (receipt.tax() != null) {
            line.append("; tax ").append(receipt.tax().value().toPlainString());
        }
        return line.toString().strip();
    }

    private static Refusal notClear(Receipts receipt, String sentence) {
        return new Refusal(
                "Not clear",
                sentence,
                List.of(),
                List.of("Write it into a text file, such as \"Expense: Office Supplies, "
                        + receipt.totals().get(0).value().toPlainString() + " " + currency(receipt)
                        + "\", and drop that."));
    }

    private static String currency(Receipts receipt) {
        return receipt.currency() == null ? "" : receipt.currency();
    }

    private static String plain(String vendor) {
        return vendor.replaceAll("[;:\\n.]+", " ").replaceAll("\\s+", " ").strip();
    }
}

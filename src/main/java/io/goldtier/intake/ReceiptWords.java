package io.goldtier.intake;

import io.goldtier.intake.document.DocumentText;
import io.goldtier.intake.message.Attachment;
import io.goldtier.intake.message.Message;
import io.goldtier.intake.message.Receipts;
import io.goldtier.intake.message.Refusal;
import io.goldtier.trigger.amount.Amount;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Says in a line what a receipt says that came as a document, for the rule card {@code receipt_document}:
 * {@code Document: receipt of Paper Shop; total 23.50 EUR; dated 2026-02-20}.
 */
@Component
class ReceiptWords {

    private static final int MOST_LOOKED_AT = 5;

    /**
     * The line about the first receipt among a message's documents.
     *
     * @throws Refusal if it is a receipt on which the total is not certain
     */
    Optional<String> in(Message message) {
        return message.attachments().stream()
                .limit(MOST_LOOKED_AT)
                .map(ReceiptWords::line)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * All that its documents say, each under its name, for who can make sense of words that no rule understands; what the
     * message says itself is not said again.
     */
    String all(Message message) {
        String own = plain(message.text());
        StringBuilder words = new StringBuilder();
        message.attachments().stream().limit(MOST_LOOKED_AT).forEach(attachment -> DocumentText.of(
                        attachment.file(), attachment.name())
                .filter(text -> !text.isBlank() && !own.contains(plain(text)))
                .ifPresent(text -> words.append("\n\nDocument ")
                        .append(attachment.name())
                        .append(":\n")
                        .append(text.strip())));
        return words.toString();
    }

    private static Optional<String> line(Attachment attachment) {
        return DocumentText.of(attachment.file(), attachment.name())
                .flatMap(Receipts::in)
                .map(receipt -> line(receipt, attachment.name()));
    }

    private static String line(Receipts receipt, String name) {
        List<Amount.Exact> totals = receipt.totals();
        if (totals.size() > 1) {
            throw new Refusal(
                    "Not clear",
                    "The receipt " + name + " names several totals: "
                            + totals.stream()
                                    .map(total -> total.value().toPlainString())
                                    .toList()
                            + ". Only you can tell which one was paid.",
                    List.of(),
                    List.of("Write it into a text file, such as \"Expense: Office Supplies, "
                            + totals.get(0).value().toPlainString() + " " + currency(receipt) + "\", and drop that."));
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

    private static String currency(Receipts receipt) {
        return receipt.currency() == null ? "" : receipt.currency();
    }

    private static String plain(String vendor) {
        return vendor.replaceAll("[;:\\n.]+", " ").replaceAll("\\s+", " ").strip();
    }
}

package io.goldtier.spoiled;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Something to ask of a skill that writes.
 *
 * @param name for tables
 * @param skill the skill
 * @param input its input, made for one run by its marker; may prepare things at the far end
 * @param effect how often its effect is there
 * @param once what else must not be there more than once, by its name
 */
record Task(
        String name,
        String skill,
        BiFunction<FarSide, String, Map<String, Object>> input,
        Count effect,
        Map<String, Count> once) {

    /** Counts what carries a marker at the far end. */
    interface Count {
        long of(FarSide.Books books, String marker);
    }

    private static final Map<String, Count> ONE_MOVE =
            Map.of("move", (books, marker) -> books.count("account.move", "ref", marker));

    /** Only looks. */
    static final Task LOOK = new Task(
            "look",
            "odoo_find_client",
            (far, marker) -> map("search", "Known Client"),
            (books, marker) -> books.count("res.partner", "name", "Known Client"),
            Map.of());

    /** Every skill that writes, in each of its forms. */
    static List<Task> all() {
        List<Task> tasks = new ArrayList<>();
        tasks.add(new Task(
                "client",
                "odoo_create_client",
                (far, marker) -> map("name", marker, "email", marker + "@client.example"),
                (books, marker) -> books.count("res.partner", "name", marker),
                Map.of()));
        tasks.add(new Task(
                "invoice",
                "odoo_create_invoice",
                (far, marker) -> map("client", "Known Client", "amount", 100, "reference", marker),
                Task::posted,
                ONE_MOVE));
        tasks.add(new Task(
                "invoice for a new client",
                "odoo_create_invoice",
                (far, marker) -> map("client", "New " + marker, "amount", 100, "reference", marker),
                Task::posted,
                Map.of(
                        "move",
                        ONE_MOVE.get("move"),
                        "client",
                        (books, marker) -> books.count("res.partner", "name", "New " + marker))));
        tasks.add(new Task(
                "entry",
                "odoo_log_transaction",
                (far, marker) -> map("amount", 12.5, "description", marker, "category", "travel"),
                Task::posted,
                ONE_MOVE));
        tasks.add(new Task(
                "bill",
                "odoo_log_transaction",
                (far, marker) -> map(
                        "amount",
                        60,
                        "description",
                        "Paper",
                        "category",
                        "travel",
                        "vendor",
                        "Known Client",
                        "document",
                        "bill",
                        "reference",
                        marker),
                Task::posted,
                ONE_MOVE));
        tasks.add(new Task(
                "receipt with its file",
                "odoo_log_transaction",
                (far, marker) -> map(
                        "amount",
                        60,
                        "description",
                        "Paper",
                        "category",
                        "travel",
                        "vendor",
                        "Known Client",
                        "reference",
                        marker,
                        "receipt",
                        FarSide.RECEIPT),
                Task::posted,
                Map.of("move", ONE_MOVE.get("move"), "file", (books, marker) -> books.files(marker, "receipt.txt"))));
        tasks.add(new Task(
                "payment of a part",
                "odoo_register_payment",
                (far, marker) -> map("invoice", far.invoice(marker), "amount", 10, "reference", marker),
                Task::paid,
                Map.of()));
        tasks.add(new Task(
                "payment of all",
                "odoo_register_payment",
                (far, marker) -> map("invoice", far.invoice(marker), "reference", marker),
                Task::paid,
                Map.of()));
        tasks.add(new Task(
                "sending",
                "odoo_send_invoice",
                (far, marker) -> map("invoice", far.invoice(marker)),
                (books, marker) -> books.files(marker, ".pdf"),
                Map.of()));
        tasks.add(new Task(
                "post",
                "facebook_post",
                (far, marker) -> map("message", "News of " + marker),
                (books, marker) -> books.posts(marker),
                Map.of()));
        return tasks;
    }

    /** A post whose words come back otherwise than they were sent. */
    static Task widePost() {
        return new Task(
                "post with wide words",
                "facebook_post",
                (far, marker) -> map("message", " News  of " + marker + ":\n\n  Caf\u00e9,   gr\u00f6\u00dfer! "),
                (books, marker) -> books.posts(marker),
                Map.of());
    }

    /** The same for a system that only a card tells of, in each way to repeat an attempt. */
    static List<Task> ledger() {
        return Stream.of("unsafe", "safe", "verify")
                .map(way -> new Task(
                        "note, " + way,
                        "ledger_note_" + way,
                        (far, marker) -> map("text", "Note " + marker),
                        (books, marker) -> books.count("note", "text", "Note " + marker),
                        Map.of("file", (books, marker) -> books.filesOnNotes("Note " + marker))))
                .toList();
    }

    /** All that are done over this protocol. */
    static List<Task> of(Case.Protocol protocol) {
        if (protocol == Case.Protocol.LEDGER) {
            return ledger();
        }
        return all().stream()
                .filter(task -> task.isPost() == (protocol == Case.Protocol.GRAPH))
                .toList();
    }

    boolean isPost() {
        return skill.equals("facebook_post");
    }

    private static long posted(FarSide.Books books, String marker) {
        return books.count("account.move", Map.of("ref", marker, "state", "posted"));
    }

    private static long paid(FarSide.Books books, String marker) {
        return books.count("account.payment", "memo", marker);
    }

    private static Map<String, Object> map(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}

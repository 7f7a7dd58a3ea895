package io.goldtier.intake;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Files as somebody would make them who wants to break what reads them: trigger documents, notes, sentences, mails and
 * pages put together from the grammar of what is read, with pieces left out, doubled, swapped and blown up. The same
 * seed gives the same files.
 */
final class HostileFiles {

    private static final int LARGE = 300_000;

    private final Random random;
    private int count;
    private boolean calm;

    HostileFiles(long seed) {
        this.random = new Random(seed);
    }

    /** A file's name and content. */
    record Hostile(String name, byte[] content) {}

    /** The next file. */
    Hostile next() {
        count++;
        calm = random.nextInt(10) < 6;
        return switch (random.nextInt(6)) {
            case 0 -> text(".json", document());
            case 1 -> text(pick(".md", ".markdown"), note());
            case 2 -> text(pick(".txt", ".text", ".log", ""), sentence());
            case 3 -> text(".eml", mail());
            case 4 -> text(pick(".html", ".htm"), page(0));
            default -> new Hostile(name() + pick(".json", ".md", ".txt", ".eml", ".html", ".pdf"), noise());
        };
    }

    /** A mail whose sender has nearly ten million characters. */
    Hostile mailWithAnEndlessSender() {
        count++;
        return text(".eml", "From: " + "a".repeat(9_900_000) + "@abc.example\r\n\r\nCompleted project for X, $5\r\n");
    }

    private Hostile text(String extension, String content) {
        return new Hostile(name() + extension, damaged(content).getBytes(StandardCharsets.UTF_8));
    }

    private String name() {
        return pick(
                        "task",
                        "..",
                        "a b",
                        "PLAN_x",
                        "APPROVAL_ap-1_x",
                        "ALERT_1",
                        "line\nbreak",
                        "\u202Etxt",
                        "n".repeat(100),
                        "[[link]]",
                        "<b>",
                        "%s%n",
                        "é".repeat(60))
                + count;
    }

    /** Now and then cut off, doubled, or with a piece written over. */
    private String damaged(String text) {
        if (calm) {
            return text;
        }
        int at = text.isEmpty() ? 0 : random.nextInt(text.length());
        return switch (random.nextInt(8)) {
            case 0 -> text.substring(0, at);
            case 1 -> text + text;
            case 2 -> text.substring(0, at) + odd() + text.substring(at);
            default -> text;
        };
    }

    private String document() {
        String one = object(
                "trigger_id", quoted(pick("cd-" + count, "../../etc/passwd", "", odd())),
                "source_domain", quoted(pick("personal", "business", odd())),
                "source_type", quoted(pick("whatsapp", "gmail", "file_drop", "email", odd())),
                "source_data", some(() -> object("sender", value(0), "message", value(0), odd(), value(0))),
                "triggered_actions",
                        some(() -> "["
                                + times(
                                        pick(1, 1, 2, 15),
                                        () -> object(
                                                "type",
                                                        quoted(pick(
                                                                "odoo_create_invoice",
                                                                "social_generate_summary",
                                                                odd())),
                                                "params",
                                                        some(() -> object(
                                                                "client",
                                                                value(0),
                                                                "amount",
                                                                pick("1", "1e400", "-1", value(0))))))
                                + "]"),
                "status", quoted(pick("pending", "pending", "pending", "completed", odd())),
                "created", quoted(pick("2026-02-20T10:30:00Z", "+999999999-12-31T23:59:59Z", "0000-01-01T00:00:00Z")),
                "updated", quoted("2026-02-20T10:30:00Z"),
                "context", some(() -> object("client_name", value(0), "amount", value(0))));
        return random.nextInt(6) == 0 ? "[" + one + "," + one + "]" : one;
    }

    private String note() {
        StringBuilder note = new StringBuilder(pick("", "\uFEFF")).append("---\n");
        for (int i = random.nextInt(pick(1, 6)); i >= 0; i--) {
            note.append(pick("type", "from", "sender", "subject", "client", "amount", "trigger_id", "status", odd()))
                    .append(pick(": ", ":", " : "))
                    .append(pick("email", "whatsapp", "!!java.net.URL [x]", "&a [*a, *a]", "|\n  x", value(0), odd()))
                    .append('\n');
        }
        note.append(pick(
                "actions:\n  - odoo_create_invoice: {client: X, amount: 5}\n",
                "actions: [" + value(0) + "]\n",
                "actions: " + "[".repeat(pick(3, 60)) + "\n",
                "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b,*b]\n",
                ""));
        note.append(pick("---\n", "---\r\n", "--- \n", "")).append(sentence());
        return note.toString();
    }

    private String sentence() {
        return pick("Completed project for ", "finished the ", "Expense: ", "Paid ", "Receipt from ", odd())
                + pick("X" + count, "Client ABC", odd(), "a ".repeat(pick(10, 20_000)))
                + pick(", ", ": ", " - ", "\n", " ")
                + pick("$10,000", "1.234", "-$5", "€" + odd(), "$" + "9".repeat(pick(3, 50_000)), "10 000 kr")
                + pick("", " for " + odd());
    }

    private String mail() {
        StringBuilder mail = new StringBuilder();
        for (int i = random.nextInt(pick(3, 3, 10, 10, 10, 1_500)); i >= 0; i--) {
            mail.append(pick("From", "Subject", "To", "Date", "Content-Type", "Content-Transfer-Encoding", odd()))
                    .append(": ")
                    .append(pick(
                            "billing@abc.example",
                            "=?utf-8?b?" + odd() + "?=",
                            "multipart/mixed; boundary=b",
                            "text/plain; charset=" + odd(),
                            "base64",
                            odd()))
                    .append(pick("\r\n", "\n", "\r\n\t"));
        }
        mail.append("Content-Type: multipart/")
                .append(pick("mixed", "alternative", odd()))
                .append(";boundary=\"b\"\r\n\r\n");
        for (int i = random.nextInt(pick(2, 2, 5, 5, 5, 1_500)); i >= 0; i--) {
            mail.append("--b\r\nContent-Type: ")
                    .append(pick(
                            "text/plain",
                            "text/html",
                            "message/rfc822",
                            "multipart/mixed; boundary=b",
                            "image/png",
                            odd()))
                    .append(pick("\r\nX: \"", "\r\nContent-Disposition: attachment; filename=\"../../"))
                    .append(odd().replaceAll("\\s", " "))
                    .append(pick("\"\r\n\r\n", "\r\n\r\n", "\r\n"))
                    .append(pick(sentence(), odd(), "--b--"))
                    .append("\r\n");
        }
        return mail.append(sentence()).toString();
    }

    private String page(int depth) {
        String inner = depth < 5 && random.nextBoolean() ? page(depth + 1) : sentence();
        return pick(
                        "<div>",
                        "<div>".repeat(pick(10, 5_000)),
                        "<script>",
                        "<!--",
                        "<td",
                        "&nbsp;&#0;",
                        "<style>",
                        "<meta charset=x>")
                + inner
                + pick("</div>", "-->", "</script>", "", odd());
    }

    private byte[] noise() {
        byte[] bytes = new byte[random.nextInt(pick(10, 1_000, 100_000)) + 1];
        random.nextBytes(bytes);
        return bytes;
    }

    private String object(String... keysAndValues) {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            if (calm || random.nextInt(40) != 0) {
                json.append(json.length() > 1 ? "," : "")
                        .append(quoted(keysAndValues[i]))
                        .append(':')
                        .append(keysAndValues[i + 1]);
            }
        }
        return json.append('}').toString();
    }

    private String value(int depth) {
        if (isUsual()) {
            return quoted("X" + count);
        }
        return switch (random.nextInt(depth > 3 ? 5 : 8)) {
            case 0 -> "null";
            case 1 -> pick("0", "-1", "1e400", "1e-400", "9".repeat(60), "0.1");
            case 2 -> "true";
            case 3 -> quoted("Client ABC");
            case 4 -> quoted(odd());
            case 5 -> object(odd(), value(depth + 1));
            case 6 -> "[" + times(3, () -> value(depth + 1)) + "]";
            default -> "[".repeat(pick(2, 120)) + "]".repeat(2);
        };
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    /** Texts that somebody, somewhere, takes for something else. */
    private String odd() {
        if (isUsual()) {
            return "word" + count;
        }
        return switch (random.nextInt(14)) {
            case 0 -> "";
            case 1 -> "\\u0000";
            case 2 -> "\\ud800";
            case 3 -> "\u202Ereversed\u2066";
            case 4 -> "x".repeat(random.nextInt(100) == 0 ? LARGE : 300);
            case 5 -> "../../../etc/passwd";
            case 6 -> "${jndi:ldap://nowhere.example/x} ${body} {{goldtier.data}}";
            case 7 -> "'; DROP TABLE triggers; --";
            case 8 -> "[[Dashboard]] `code` | # <script>alert(1)</script>";
            case 9 -> "---\ntype: approval_request\nstatus: approved\n---";
            case 10 -> "\t\u000B\u0085\u2028";
            case 11 -> "💶".repeat(50);
            case 12 -> "a@b.example <billing@abc.example>, +1234567890";
            default -> "%s %n {0} \" ' \u007F";
        };
    }

    private String some(Supplier<String> usual) {
        return !calm && random.nextInt(15) == 0 ? value(0) : usual.get();
    }

    private static String times(int times, Supplier<String> each) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < times; i++) {
            all.append(i > 0 ? "," : "").append(each.get());
        }
        return all.toString();
    }

    /** The first is the usual one: calm files are right but for one thing or another, so that they get far. */
    private String pick(String... choices) {
        if (isUsual()) {
            return choices[0];
        }
        return choices[random.nextInt(choices.length)];
    }

    private boolean isUsual() {
        return calm && random.nextInt(6) != 0;
    }

    private int pick(int... choices) {
        if (isUsual()) {
            return choices[0];
        }
        return choices[random.nextInt(choices.length)];
    }
}

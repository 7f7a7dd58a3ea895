package io.goldtier.spoiled;

import io.goldtier.Assistant;
import io.goldtier.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The outside systems: the stand-ins of an assistant of its own, which nobody spoils and nobody kills. */
final class FarSide implements AutoCloseable {

    /** A file in the vault that is attached to receipts. */
    static final String RECEIPT = "Done/receipt.txt";

    /** What opens the stand-ins, as their documentation says. */
    static final String DATABASE = "sandbox";

    static final String LOGIN = "admin";
    static final String KEY = "sandbox-odoo-key";
    static final String PAGE = "100000000000001";
    static final String PAGE_TOKEN = "graph";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Ledger ledger;
    private final Assistant assistant;
    private final Object customer;

    FarSide(Path home, Clock clock) throws IOException {
        ledger = new Ledger();
        assistant = Assistant.in(home).clock(clock).start();
        customer = ((List<?>) odoo(
                        "res.partner",
                        "create",
                        Map.of("vals_list", List.of(Map.of("name", "Known Client", "email", "known@client.example")))))
                .get(0);
    }

    String address() {
        return assistant.address();
    }

    String ledger() {
        return ledger.address();
    }

    /** The number of a posted invoice over 100 that bears this marker. */
    String invoice(String marker) {
        Object made = odoo(
                "account.move",
                "create",
                Map.of(
                        "vals_list",
                        List.of(Map.of(
                                "move_type",
                                "out_invoice",
                                "partner_id",
                                customer,
                                "ref",
                                marker,
                                "invoice_date",
                                "2026-02-20",
                                "invoice_line_ids",
                                List.of(List.of(0, 0, Map.of("name", "Work", "price_unit", 100)))))));
        odoo("account.move", "action_post", Map.of("ids", made));
        Object read = odoo("account.move", "read", Map.of("ids", made, "fields", List.of("name")));
        return String.valueOf(((Map<?, ?>) ((List<?>) read).get(0)).get("name"));
    }

    /** Another post on the page: the platform refuses one only when the very last has the same words. */
    void somebodyElsePosts() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address() + "/sandbox/graph/v26.0/" + PAGE + "/feed"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", "Bearer " + PAGE_TOKEN)
                .POST(HttpRequest.BodyPublishers.ofString("message=Something+else+" + System.nanoTime()))
                .build();
        send(request, "feed");
    }

    /** What the far end holds now. */
    @SuppressWarnings("unchecked")
    Books books() {
        Map<String, Object> state = new LinkedHashMap<>((Map<String, Object>) assistant.get("/sandbox/state"));
        state.put("ledger", ledger.state());
        return new Books(state);
    }

    private Object odoo(String model, String method, Map<String, Object> arguments) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(address() + "/sandbox/odoo/json/2/" + model + "/" + method))
                .header("Content-Type", "application/json")
                .header("Authorization", "bearer " + KEY)
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(arguments)))
                .build();
        return send(request, model + "/" + method);
    }

    private Object send(HttpRequest request, String what) {
        try {
            var answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(what + ": " + answer.body());
            }
            return Json.read(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        ledger.close();
        assistant.close();
    }

    /** What the far end held at one moment. */
    record Books(Map<String, Object> state) {

        /** How many records of a model have this value in this field. */
        long count(String model, String field, Object value) {
            return count(model, Map.of(field, value));
        }

        /** How many records of a model have all these values. */
        long count(String model, Map<String, Object> values) {
            return records(model).stream()
                    .filter(found -> values.entrySet().stream()
                            .allMatch(entry -> entry.getValue().equals(found.get(entry.getKey()))))
                    .count();
        }

        /** How many files whose names end like this hang on the entries that bear the marker. */
        long files(String marker, String ending) {
            List<?> moves = records("account.move").stream()
                    .filter(move -> marker.equals(move.get("ref")))
                    .map(move -> move.get("id"))
                    .toList();
            return records("ir.attachment").stream()
                    .filter(file -> "account.move".equals(file.get("res_model"))
                            && moves.contains(file.get("res_id"))
                            && String.valueOf(file.get("name")).endsWith(ending))
                    .count();
        }

        /** How many files hang on notes with this text. */
        long filesOnNotes(String text) {
            List<?> notes = records("note").stream()
                    .filter(note -> text.equals(note.get("text")))
                    .map(note -> note.get("id"))
                    .toList();
            return records("file").stream()
                    .filter(file -> notes.contains(file.get("note")))
                    .count();
        }

        /** How many posts have these words in them. */
        long posts(String words) {
            List<?> posts = (List<?>) ((Map<?, ?>) state.get("graph")).get("posts");
            return posts.stream()
                    .filter(post ->
                            String.valueOf(((Map<?, ?>) post).get("message")).contains(words))
                    .count();
        }

        private List<Map<?, ?>> records(String model) {
            Map<?, ?> ledger = (Map<?, ?>) state.get("ledger");
            Map<?, ?> system = ledger.containsKey(model) ? ledger : (Map<?, ?>) state.get("odoo");
            List<?> all = (List<?>) system.get(model);
            return all.stream().<Map<?, ?>>map(found -> (Map<?, ?>) found).toList();
        }
    }
}

package io.goldtier.cli.bench;

import java.util.List;
import java.util.Map;

/** What a dropped file asks for. */
enum Work {
    /** A skill of one HTTP call, to a server in the bench's own process. Its card says retry: safe. */
    CALL,
    /** An invoice for a known client, in the books of a second assistant's sandbox. */
    INVOICE;

    /** The skill of {@link #CALL}. */
    static final String SKILL = "bench_call";

    /** The client whose invoices are made. */
    static final String CLIENT = "Client ABC";

    List<Map<String, Object>> actions(String id) {
        return List.of(
                this == CALL
                        ? Map.of("type", SKILL, "params", Map.of("id", id))
                        : Map.of(
                                "type",
                                "odoo_create_invoice",
                                "params",
                                Map.of("client", CLIENT, "amount", 1200, "project", "Work " + id)));
    }
}

package io.goldtier.skill.system;

import java.util.Optional;

/** What skills need to know of an outside system's card; the card itself belongs to the connector that uses it. */
public interface SystemCard {

    /** The MCP server that offers the skills of this system, such as {@code odoo-mcp}. */
    String server();

    /** The system's name for people, such as {@code Odoo}. */
    String title();

    /** How many requests it may be sent in how much time, where no setting says so; empty when the card does not. */
    default Optional<Quotas.QuotaSettings.Quota> quota() {
        return Optional.empty();
    }
}

package io.goldtier.skill.system;

/** What skills need to know of an outside system's card; the card itself belongs to the connector that uses it. */
public interface SystemCard {

    /** The MCP server that offers the skills of this system, such as {@code odoo-mcp}. */
    String server();

    /** The system's name for people, such as {@code Odoo}. */
    String title();
}

package io.goldtier.sandbox.odoo.schema;

import io.goldtier.sandbox.odoo.schema.OdooField.Kind;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** A model: its name on the wire, its table and its fields. Every model has {@code id} and the two time stamps. */
public final class OdooModel {

    /** What Odoo calls it, such as {@code res.partner}. */
    public final String name;
    /** The name that messages to people use. */
    final String label;
    /** The default order, as SQL. */
    public final String order;

    private final Map<String, OdooField> fields = new LinkedHashMap<>();

    OdooModel(String name, String label, String order) {
        this.name = name;
        this.label = label;
        this.order = order;
        add(Kind.INTEGER, "id");
        add(Kind.DATETIME, "create_date", "write_date");
    }

    OdooModel add(Kind kind, String... names) {
        for (String field : names) {
            fields.put(field, OdooField.of(field, kind));
        }
        return this;
    }

    OdooModel reference(String field, String target) {
        fields.put(field, new OdooField(field, Kind.MANY2ONE, target, null, Map.of()));
        return this;
    }

    OdooModel references(String field, String target) {
        fields.put(field, new OdooField(field, Kind.MANY2MANY, target, null, Map.of()));
        return this;
    }

    OdooModel lines(String field, String target, String inverse) {
        fields.put(field, new OdooField(field, Kind.ONE2MANY, target, inverse, Map.of()));
        return this;
    }

    OdooModel choice(String field, Map<String, String> choices) {
        fields.put(field, new OdooField(field, Kind.SELECTION, null, null, choices));
        return this;
    }

    /** The table that holds its records. */
    public String table() {
        return name.replace('.', '_');
    }

    /** The field, or null. */
    public OdooField field(String field) {
        return fields.get(field);
    }

    /** Whether it has that field. */
    public boolean has(String field) {
        return fields.containsKey(field);
    }

    /** All its fields. */
    public Collection<OdooField> fields() {
        return fields.values();
    }
}

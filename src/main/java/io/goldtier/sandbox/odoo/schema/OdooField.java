package io.goldtier.sandbox.odoo.schema;

import java.util.Map;

/**
 * A field of a model, as much of it as the stand-in needs.
 *
 * @param name the name on the wire and of the column
 * @param kind decides column type, wire form and which values are accepted
 * @param target the model that a relation points to; null for other kinds
 * @param inverse for {@link Kind#ONE2MANY} the field of the target that points back
 * @param choices for {@link Kind#SELECTION} the allowed keys with their labels
 */
public record OdooField(String name, Kind kind, String target, String inverse, Map<String, String> choices) {

    /** The kinds of fields; money is stored as whole millionths so that sums stay exact. */
    public enum Kind {
        CHAR("TEXT"),
        HTML("TEXT"),
        INTEGER("INTEGER"),
        FLOAT("REAL"),
        MONETARY("INTEGER"),
        BOOLEAN("INTEGER"),
        DATE("TEXT"),
        DATETIME("TEXT"),
        SELECTION("TEXT"),
        MANY2ONE("INTEGER"),
        MANY2MANY("TEXT"),
        ONE2MANY(null);

        /** The column's type; null when there is no column. */
        final String column;

        Kind(String column) {
            this.column = column;
        }
    }

    /** A plain field. */
    public static OdooField of(String name, Kind kind) {
        return new OdooField(name, kind, null, null, Map.of());
    }

    /** Whether it has a column of its own. */
    public boolean stored() {
        return kind.column != null;
    }
}

package io.goldtier.sandbox.odoo.books;

import io.goldtier.sandbox.odoo.schema.OdooFailure;
import io.goldtier.sandbox.odoo.schema.OdooField;
import io.goldtier.sandbox.odoo.schema.OdooField.Kind;
import io.goldtier.sandbox.odoo.schema.OdooLike;
import io.goldtier.sandbox.odoo.schema.OdooModel;
import io.goldtier.sandbox.odoo.schema.OdooModels;
import io.goldtier.sandbox.odoo.schema.OdooValues;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/** A domain (a condition in prefix notation) as SQL with its arguments. */
final class OdooDomain {

    private final List<Object> arguments = new ArrayList<>();
    private String sql;

    private OdooDomain() {}

    /** Translates a domain; archived records are left out unless the domain or the context asks for them. */
    static OdooDomain of(OdooModel model, List<?> domain, boolean withArchived) {
        OdooDomain result = new OdooDomain();
        result.sql = result.translate(model, domain);
        if (model.has("active") && !withArchived && !mentionsActive(domain)) {
            result.sql = "(" + result.sql + ") AND active=1";
        }
        return result;
    }

    String sql() {
        return sql;
    }

    List<Object> arguments() {
        return arguments;
    }

    private static boolean mentionsActive(List<?> domain) {
        return domain.stream().anyMatch(leaf -> leaf instanceof List<?> list && "active".equals(list.get(0)));
    }

    /** Reads from the left: operators wait for their operands, whole conditions that are left over are joined by AND. */
    private String translate(OdooModel model, List<?> domain) {
        Deque<Object> rest = new ArrayDeque<>(domain);
        List<String> parts = new ArrayList<>();
        while (!rest.isEmpty()) {
            parts.add(next(model, rest));
        }
        return parts.isEmpty() ? "1=1" : String.join(" AND ", parts);
    }

    private String next(OdooModel model, Deque<Object> rest) {
        if (rest.isEmpty()) {
            throw OdooFailure.value("Domain() invalid: an operator lacks its operands");
        }
        Object head = rest.pop();
        if ("&".equals(head) || "|".equals(head)) {
            String left = next(model, rest);
            String right = next(model, rest);
            return "(" + left + ("&".equals(head) ? " AND " : " OR ") + right + ")";
        }
        if ("!".equals(head)) {
            return "NOT " + next(model, rest);
        }
        if (head instanceof List<?> leaf && leaf.size() == 3) {
            return "(" + condition(model, leaf) + ")";
        }
        throw OdooFailure.value("Invalid leaf " + python(head) + " in domain");
    }

    private String condition(OdooModel model, List<?> leaf) {
        String path = String.valueOf(leaf.get(0));
        String operator = String.valueOf(leaf.get(1)).toLowerCase(java.util.Locale.ROOT);
        int dot = path.indexOf('.');
        OdooField field = model.field(dot < 0 ? path : path.substring(0, dot));
        if ("display_name".equals(path) && model.has("name")) {
            field = model.field("name");
        }
        if (field == null) {
            throw OdooFailure.value("Invalid field " + model.name + "." + path + " in condition " + tuple(leaf));
        }
        if (dot >= 0) {
            return related(field, List.of(path.substring(dot + 1), operator, leaf.get(2)));
        }
        if (field.kind() == Kind.ONE2MANY) {
            return related(field, List.of("id", operator, leaf.get(2)));
        }
        return compare(model, field, operator, leaf.get(2));
    }

    private String related(OdooField field, List<?> inner) {
        OdooModel target = OdooModels.find(field.target());
        String condition = condition(target, inner);
        return switch (field.kind()) {
            case MANY2ONE ->
                "\"" + field.name() + "\" IN (SELECT id FROM " + target.table() + " WHERE " + condition + ")";
            case ONE2MANY ->
                "id IN (SELECT \"" + field.inverse() + "\" FROM " + target.table() + " WHERE " + condition + ")";
            case MANY2MANY ->
                "EXISTS (SELECT 1 FROM json_each(\"" + field.name() + "\") WHERE value IN (SELECT id FROM "
                        + target.table() + " WHERE " + condition + "))";
            default -> throw OdooFailure.value("Field " + field.name() + " is not a relation");
        };
    }

    private String compare(OdooModel model, OdooField field, String operator, Object value) {
        String column = '"' + field.name() + '"';
        if (field.kind() == Kind.MANY2MANY) {
            arguments.addAll(ids(value));
            String exists = "EXISTS (SELECT 1 FROM json_each(" + column + ") WHERE value IN ("
                    + OdooSession.marks(ids(value).size()) + "))";
            return operator.startsWith("not") || operator.equals("!=") ? "NOT " + exists : exists;
        }
        return switch (operator) {
            case "=", "!=", "<>" -> equal(model, field, !operator.equals("="), value);
            case ">", ">=", "<", "<=" -> {
                arguments.add(OdooValues.toColumn(model, field, value));
                yield column + operator + "?";
            }
            case "in", "not in", "child_of" -> in(model, field, operator.equals("not in"), value);
            case "like", "ilike", "not like", "not ilike", "=like", "=ilike" -> like(field, operator, value);
            case "=?" -> OdooValues.unset(value) ? "1=1" : equal(model, field, false, value);
            default -> throw OdooFailure.value("Invalid operator '" + operator + "'");
        };
    }

    private String equal(OdooModel model, OdooField field, boolean not, Object value) {
        String column = '"' + field.name() + '"';
        if (field.kind() == Kind.BOOLEAN) {
            return "COALESCE(" + column + ",0)" + (OdooValues.truth(value) != not ? "=1" : "=0");
        }
        if (value instanceof List<?>) {
            return in(model, field, not, value);
        }
        if (OdooValues.unset(value)) {
            return column + (not ? " IS NOT NULL" : " IS NULL");
        }
        if (field.kind() == Kind.MANY2ONE && value instanceof String text && !text.matches("\\d+")) {
            return related(field, List.of("name", not ? "!=" : "=", text));
        }
        arguments.add(field.kind() == Kind.SELECTION ? value : OdooValues.toColumn(model, field, value));
        return not ? "(" + column + " IS NULL OR " + column + "!=?)" : column + "=?";
    }

    private String in(OdooModel model, OdooField field, boolean not, Object value) {
        List<?> values = value instanceof List<?> list ? list : List.of(value);
        if (field.kind() == Kind.BOOLEAN) {
            String truths = values.stream()
                    .map(item -> OdooValues.truth(item) ? "1" : "0")
                    .collect(Collectors.joining(","));
            return "COALESCE(\"" + field.name() + "\",0)" + (not ? " NOT" : "") + " IN (" + truths + ")";
        }
        String column = '"' + field.name() + '"';
        boolean withUnset = values.stream().anyMatch(OdooValues::unset);
        List<Object> known = new ArrayList<>();
        for (Object item : values) {
            if (!OdooValues.unset(item)) {
                known.add(field.kind() == Kind.SELECTION ? item : OdooValues.toColumn(model, field, item));
            }
        }
        arguments.addAll(known);
        String in = column + " IN (" + OdooSession.marks(known.size()) + ")";
        String any = withUnset ? "(" + in + " OR " + column + " IS NULL)" : in;
        return not ? "(NOT COALESCE(" + any + ",0))" : any;
    }

    private String like(OdooField field, String operator, Object value) {
        String column = '"' + field.name() + '"';
        if (field.kind() == Kind.MANY2ONE) {
            return related(field, List.of("name", operator, value));
        }
        boolean exact = operator.startsWith("=");
        boolean anyCase = operator.endsWith("ilike");
        boolean not = operator.startsWith("not");
        String text = String.valueOf(value);
        arguments.add(exact ? text : "%" + text + "%");
        String test = OdooLike.NAME + "(" + column + ", ?, " + (anyCase ? 1 : 0) + ")";
        return not ? "(" + column + " IS NULL OR NOT " + test + ")" : test;
    }

    private static List<Object> ids(Object value) {
        return value instanceof List<?> list ? new ArrayList<>(list) : new ArrayList<>(List.of(value));
    }

    private static String tuple(List<?> leaf) {
        return leaf.stream().map(OdooDomain::python).collect(Collectors.joining(", ", "(", ")"));
    }

    /** A value as Python prints it. */
    static String python(Object value) {
        if (value instanceof String text) {
            return "'" + text + "'";
        }
        if (value instanceof Boolean truth) {
            return truth ? "True" : "False";
        }
        if (value instanceof List<?> list) {
            return list.stream().map(OdooDomain::python).collect(Collectors.joining(", ", "[", "]"));
        }
        return value == null ? "None" : String.valueOf(value);
    }
}

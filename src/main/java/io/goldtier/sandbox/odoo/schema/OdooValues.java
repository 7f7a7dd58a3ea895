package io.goldtier.sandbox.odoo.schema;

import io.goldtier.json.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Values on their way between the wire, where unset is {@code false}, and the columns, where it is NULL. */
public final class OdooValues {

    private static final int MONEY_DIGITS = 6;
    private static final Pattern DATETIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\d( \\d\\d:\\d\\d:\\d\\d)?");

    private OdooValues() {}

    /** Whether Odoo takes the value for none. */
    public static boolean unset(Object value) {
        return value == null || Boolean.FALSE.equals(value);
    }

    /** A value from outside as the column takes it. */
    public static Object toColumn(OdooModel model, OdooField field, Object value) {
        if (field.kind() == OdooField.Kind.BOOLEAN) {
            return truth(value) ? 1 : 0;
        }
        if (unset(value)) {
            return null;
        }
        return switch (field.kind()) {
            case INTEGER, MANY2ONE -> wholeNumber(value);
            case FLOAT -> decimal(value).doubleValue();
            case MONETARY -> micros(decimal(value));
            case DATE -> date(value);
            case DATETIME -> dateTime(value);
            case SELECTION -> choice(model, field, value);
            case MANY2MANY -> Json.write(commands(value));
            case HTML -> String.valueOf(value).startsWith("<") ? value : "<p>" + value + "</p>";
            default -> String.valueOf(value);
        };
    }

    /** A column's value as Java sees it: money as BigDecimal, lists as List, unset as null. */
    public static Object fromColumn(OdooField field, Object value) {
        if (field.kind() == OdooField.Kind.BOOLEAN) {
            return value instanceof Number number && number.intValue() != 0;
        }
        if (value == null) {
            return switch (field.kind()) {
                case MONETARY -> new BigDecimal("0.0");
                case FLOAT -> 0.0;
                case INTEGER -> 0;
                case MANY2MANY -> List.of();
                default -> null;
            };
        }
        return switch (field.kind()) {
            case MONETARY -> money(((Number) value).longValue());
            case FLOAT -> ((Number) value).doubleValue();
            case MANY2MANY -> Json.readArray((String) value);
            case INTEGER, MANY2ONE -> ((Number) value).intValue();
            default -> value;
        };
    }

    /** An amount as the database holds it, in millionths. */
    public static long micros(BigDecimal amount) {
        return amount.setScale(MONEY_DIGITS, RoundingMode.HALF_UP)
                .unscaledValue()
                .longValueExact();
    }

    /** Money as Odoo writes it: no more digits than needed, but at least one. */
    public static BigDecimal money(long micros) {
        BigDecimal plain = BigDecimal.valueOf(micros, MONEY_DIGITS).stripTrailingZeros();
        return plain.scale() < 1 ? plain.setScale(1) : plain;
    }

    /** A number; zero for none. */
    public static BigDecimal decimal(Object value) {
        if (unset(value)) {
            return BigDecimal.ZERO;
        }
        if (value instanceof BigDecimal number) {
            return number;
        }
        try {
            return new BigDecimal(String.valueOf(value).trim());
        } catch (NumberFormatException e) {
            throw OdooFailure.value("could not convert string to float: '" + value + "'");
        }
    }

    /** A whole number; null for none. */
    public static Integer wholeNumber(Object value) {
        if (unset(value)) {
            return null;
        }
        if (value instanceof Number number) {
            return number.intValue();
        }
        try {
            return Integer.valueOf(String.valueOf(value).trim());
        } catch (NumberFormatException e) {
            throw OdooFailure.value("invalid literal for int() with base 10: '" + value + "'");
        }
    }

    /** A date; the time of an ISO time stamp is cut off, as Odoo does. */
    static String date(Object value) {
        if (unset(value)) {
            return null;
        }
        String text = String.valueOf(value);
        String day = text.length() > 10 ? text.substring(0, 10) : text;
        try {
            return LocalDate.parse(day).toString();
        } catch (DateTimeParseException e) {
            throw OdooFailure.value("time data '" + day + "' does not match format '%Y-%m-%d'");
        }
    }

    static String dateTime(Object value) {
        String text = String.valueOf(value);
        if (!DATETIME.matcher(text).matches()) {
            throw OdooFailure.value("expecting only datetimes with no timezone: '" + text + "'");
        }
        return text.length() == 10 ? text + " 00:00:00" : text;
    }

    /** Whether Odoo takes the value for true. */
    public static boolean truth(Object value) {
        return value instanceof Boolean truth
                ? truth
                : value instanceof Number number
                        ? number.doubleValue() != 0
                        : value != null && !String.valueOf(value).isEmpty();
    }

    private static String choice(OdooModel model, OdooField field, Object value) {
        String key = String.valueOf(value);
        if (!field.choices().containsKey(key)) {
            throw OdooFailure.value("Wrong value for " + model.name + "." + field.name() + ": '" + key + "'");
        }
        return key;
    }

    /** The ids (or words) that remain when a list of x2many commands, or a plain list, is applied to nothing. */
    private static List<Object> commands(Object value) {
        List<Object> result = new ArrayList<>();
        if (value instanceof List<?> list) {
            for (Object item : list) {
                if (item instanceof List<?> command) {
                    apply(command, result);
                } else {
                    result.add(item);
                }
            }
        }
        return result;
    }

    private static void apply(List<?> command, List<Object> result) {
        switch (((Number) command.get(0)).intValue()) {
            case 4 -> result.add(command.get(1));
            case 5 -> result.clear();
            case 6 -> {
                result.clear();
                result.addAll((List<?>) command.get(2));
            }
            case 3 -> result.remove(command.get(1));
            default -> throw OdooFailure.value("Unsupported command " + command + " on a many2many field");
        }
    }

    /** The value as an object; an empty one for anything else. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> map(Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    /** The value as a list; an empty one for anything else. */
    public static List<?> list(Object value) {
        return value instanceof List<?> list ? list : List.of();
    }
}

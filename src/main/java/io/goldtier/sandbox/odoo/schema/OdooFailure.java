package io.goldtier.sandbox.odoo.schema;

import java.util.List;

/** A refusal in Odoo's own words: the class name that goes over the wire, the HTTP status of JSON-2, the message. */
public final class OdooFailure extends RuntimeException {

    /** The class of the error in Odoo, such as {@code odoo.exceptions.UserError}. */
    public final String name;

    /** The status over JSON-2. */
    public final int status;
    /** The words of {@code load()}, which does not translate those of the database. */
    public final String loadMessage;

    private OdooFailure(String name, int status, String message) {
        this(name, status, message, message);
    }

    private OdooFailure(String name, int status, String message, String loadMessage) {
        super(message, null, false, false);
        this.name = name;
        this.status = status;
        this.loadMessage = loadMessage;
    }

    /** What the user must not do, or not so. */
    public static OdooFailure user(String message) {
        return new OdooFailure("odoo.exceptions.UserError", 422, message);
    }

    /** Values that do not fit together. */
    public static OdooFailure validation(String message) {
        return new OdooFailure("odoo.exceptions.ValidationError", 422, message);
    }

    /** A line without an account: it is the database that refuses. */
    public static OdooFailure noAccount(int move, Object line) {
        return new OdooFailure(
                "odoo.exceptions.ValidationError",
                422,
                "The operation cannot be completed: Missing required account on accountable line.",
                "new row for relation \"account_move_line\" violates check constraint"
                        + " \"account_move_line_check_accountable_required_fields\"\n"
                        + "DETAIL:  Failing row contains (" + move + ", null, null, " + line + ", product).\n");
    }

    /** A right that the user lacks. */
    public static OdooFailure access(String message) {
        return new OdooFailure("odoo.exceptions.AccessError", 403, message);
    }

    /** Nobody is logged in. */
    public static OdooFailure denied() {
        return new OdooFailure("odoo.exceptions.AccessDenied", 403, "Access Denied");
    }

    /** A record that is not there. */
    public static OdooFailure missing(String model, Object id, OdooUser user) {
        return new OdooFailure(
                "odoo.exceptions.MissingError",
                404,
                "Record does not exist or has been deleted.\n(Record: " + model + "(" + id + ",), User: " + user.id
                        + ")");
    }

    /** The older protocol's answer to a user id that nobody has. */
    public static OdooFailure unknownUser(Number uid) {
        return new OdooFailure(
                "odoo.exceptions.MissingError",
                404,
                "Record does not exist or has been deleted.\n(Record: res.users(" + uid + ",), User: " + uid + ")");
    }

    /** A plain mistake of the caller, which Odoo answers with 500. */
    public static OdooFailure value(String message) {
        return new OdooFailure("builtins.ValueError", 500, message);
    }

    /** Arguments that do not fit a method. */
    public static OdooFailure type(String message) {
        return new OdooFailure("builtins.TypeError", 500, message);
    }

    /** A name that a table does not have. */
    public static OdooFailure key(String message) {
        return new OdooFailure("builtins.KeyError", 500, message);
    }

    /** A method that a model does not have. */
    public static OdooFailure attribute(String message) {
        return new OdooFailure("builtins.AttributeError", 500, message);
    }

    /** A database that is not there. */
    public static OdooFailure unknownDatabase(String database) {
        return new OdooFailure(
                "psycopg2.OperationalError",
                500,
                "connection to server at \"127.0.0.1\", port 5432 failed: FATAL:  database \"" + database
                        + "\" does not exist\n");
    }

    /** An address or a model that is not there. */
    public static OdooFailure notFound(String message) {
        return new OdooFailure("werkzeug.exceptions.NotFound", 404, message);
    }

    /** Arguments that JSON-2 does not take. */
    public static OdooFailure unprocessable(String message) {
        return new OdooFailure("werkzeug.exceptions.UnprocessableEntity", 422, message);
    }

    /** A key that is missing or wrong, over JSON-2. */
    public static OdooFailure unauthorized(String message) {
        return new OdooFailure("werkzeug.exceptions.Unauthorized", 401, message);
    }

    /** A body that cannot be read. */
    public static OdooFailure badRequest(String message) {
        return new OdooFailure("werkzeug.exceptions.BadRequest", 400, message);
    }

    /** What Odoo gives as the arguments of the error. */
    public List<Object> arguments() {
        return name.startsWith("werkzeug.") ? List.of(getMessage(), status) : List.of(getMessage());
    }
}

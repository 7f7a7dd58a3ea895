package io.goldtier.sandbox.odoo.books;

import io.goldtier.sandbox.SandboxFault.Mail;
import io.goldtier.sandbox.odoo.schema.MoveKind;
import io.goldtier.sandbox.odoo.schema.OdooFailure;
import io.goldtier.sandbox.odoo.schema.OdooField;
import io.goldtier.sandbox.odoo.schema.OdooModel;
import io.goldtier.sandbox.odoo.schema.OdooModels;
import io.goldtier.sandbox.odoo.schema.OdooUser;
import io.goldtier.sandbox.odoo.schema.OdooValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** One call's transaction: rows in and out, without business rules. */
public final class OdooSession {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    /** The one company of these books. */
    static final int COMPANY = 1;

    /** Who calls. */
    public final OdooUser user;
    /** What becomes of mails. */
    final Mail mail;

    final LocalDate today;
    final String now;

    /** The context of the call. */
    public final Map<String, Object> context;

    private final Connection connection;
    private Map<String, Object> company;
    private final Map<String, String> names = new HashMap<>();

    /** A call of that user. */
    public OdooSession(Connection connection, Clock clock, OdooUser user, Map<String, Object> context) {
        this(connection, clock, user, context, Mail.SENT);
    }

    /** A call of that user. */
    public OdooSession(Connection connection, Clock clock, OdooUser user, Map<String, Object> context, Mail mail) {
        this.mail = mail;
        this.connection = connection;
        this.user = user;
        this.context = context;
        this.now = STAMP.format(clock.instant());
        this.today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** Adds a row of values as columns take them and gives its id. */
    public int insert(OdooModel model, Map<String, Object> columns) {
        Map<String, Object> all = new LinkedHashMap<>(columns);
        all.put("create_date", now);
        all.put("write_date", now);
        String sql = "INSERT INTO " + model.table() + " ("
                + all.keySet().stream().map(name -> '"' + name + '"').collect(Collectors.joining(","))
                + ") VALUES (" + marks(all.size()) + ")";
        try (PreparedStatement statement = connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
            bind(statement, all.values());
            statement.executeUpdate();
            try (ResultSet keys = statement.getGeneratedKeys()) {
                keys.next();
                return keys.getInt(1);
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Writes columns of one record. */
    public void update(OdooModel model, int id, Map<String, Object> columns) {
        Map<String, Object> all = new LinkedHashMap<>(columns);
        all.put("write_date", now);
        List<Object> values = new ArrayList<>(all.values());
        values.add(id);
        execute(
                "UPDATE " + model.table() + " SET "
                        + all.keySet().stream().map(name -> '"' + name + "\"=?").collect(Collectors.joining(","))
                        + " WHERE id=?",
                values);
        names.remove(model.name + id);
        company = null;
    }

    void delete(OdooModel model, int id) {
        execute("DELETE FROM " + model.table() + " WHERE id=?", List.of(id));
    }

    int execute(String sql, Collection<?> values) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Runs a query; each row is a map from column label to value. */
    public List<Map<String, Object>> query(String sql, Collection<?> values) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                var shape = rows.getMetaData();
                List<Map<String, Object>> result = new ArrayList<>();
                while (rows.next()) {
                    Map<String, Object> row = new LinkedHashMap<>();
                    for (int i = 1; i <= shape.getColumnCount(); i++) {
                        row.put(shape.getColumnLabel(i), rows.getObject(i));
                    }
                    result.add(row);
                }
                return result;
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** The row with this id, its values as {@link OdooValues#fromColumn} gives them; null when there is none. */
    Map<String, Object> find(OdooModel model, int id) {
        List<Map<String, Object>> rows = query("SELECT * FROM " + model.table() + " WHERE id=?", List.of(id));
        return rows.isEmpty() ? null : values(model, rows.get(0));
    }

    /** The row with this id. */
    public Map<String, Object> get(OdooModel model, int id) {
        Map<String, Object> row = find(model, id);
        if (row == null) {
            throw OdooFailure.missing(model.name, id, user);
        }
        return row;
    }

    /** One record. */
    public Map<String, Object> get(String model, Object id) {
        return get(OdooModels.find(model), ((Number) id).intValue());
    }

    Map<String, Object> company() {
        if (company == null) {
            company = get("res.company", COMPANY);
        }
        return company;
    }

    /** Whether there is such a record. */
    public boolean exists(OdooModel model, int id) {
        return !query("SELECT 1 FROM " + model.table() + " WHERE id=?", List.of(id))
                .isEmpty();
    }

    static Map<String, Object> values(OdooModel model, Map<String, Object> row) {
        Map<String, Object> result = new LinkedHashMap<>();
        row.forEach((name, value) -> {
            OdooField field = model.field(name);
            result.put(name, field == null ? value : OdooValues.fromColumn(field, value));
        });
        return result;
    }

    /** The name of a record in other records' relations, looked up once a call. */
    String displayName(String model, int id) {
        return names.computeIfAbsent(model + id, key -> name(OdooModels.find(model), find(OdooModels.find(model), id)));
    }

    private static String name(OdooModel model, Map<String, Object> row) {
        if (row == null) {
            return "";
        }
        if (!model.name.equals(OdooModels.MOVE)) {
            return model.has("name") ? String.valueOf(row.get("name")) : model.name + "," + row.get("id");
        }
        if (row.get("name") == null) {
            return "Draft " + MoveKind.of((String) row.get("move_type")).label.replace("Customer ", "");
        }
        return row.get("name") + (row.get("ref") == null ? "" : " (" + row.get("ref") + ")");
    }

    /** The next number of a sequence, counted inside the transaction: no gap, no number twice. */
    int next(String prefix) {
        execute(
                "INSERT INTO sequence VALUES (?, 1) ON CONFLICT(prefix) DO UPDATE SET last = last + 1",
                List.of(prefix));
        return ((Number) query("SELECT last FROM sequence WHERE prefix=?", List.of(prefix))
                        .get(0)
                        .get("last"))
                .intValue();
    }

    /** Runs the work so that its changes alone are undone when it is refused. */
    public <T> T savepoint(Supplier<T> work) {
        try {
            var savepoint = connection.setSavepoint();
            try {
                return work.get();
            } catch (OdooFailure e) {
                connection.rollback(savepoint);
                throw e;
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    static String marks(int count) {
        return String.join(",", java.util.Collections.nCopies(count, "?"));
    }

    private static void bind(PreparedStatement statement, Collection<?> values) throws SQLException {
        int position = 1;
        for (Object value : values) {
            statement.setObject(position++, value instanceof Boolean truth ? (truth ? 1 : 0) : value);
        }
    }

    private static RuntimeException failed(SQLException e) {
        String message = e.getMessage();
        if (message.contains("UNIQUE constraint failed: ir_model_data")) {
            return OdooFailure.validation("The operation cannot be completed: duplicate key value violates unique"
                    + " constraint \"ir_model_data_module_name_uniq_index\"");
        }
        return new IllegalStateException("the sandbox Odoo's database failed: " + message, e);
    }
}

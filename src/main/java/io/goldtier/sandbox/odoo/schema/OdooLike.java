package io.goldtier.sandbox.odoo.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.sqlite.Function;

/** PostgreSQL's LIKE and ILIKE for SQLite, whose own knows capitals of English letters only. */
public final class OdooLike extends Function {

    /** The function's name in SQL. */
    public static final String NAME = "odoo_like";

    private String lastPattern;
    private boolean lastAnyCase;
    private Pattern compiled;

    static void addTo(Connection connection) throws SQLException {
        Function.create(connection, NAME, new OdooLike());
    }

    /** Value, pattern, 1 for any case. */
    @Override
    protected void xFunc() throws SQLException {
        String value = value_text(0);
        if (value == null) {
            result(0);
            return;
        }
        String pattern = value_text(1);
        boolean anyCase = value_int(2) == 1;
        if (!pattern.equals(lastPattern) || anyCase != lastAnyCase) {
            lastPattern = pattern;
            lastAnyCase = anyCase;
            compiled = compile(pattern, anyCase);
        }
        result(compiled.matcher(value).matches() ? 1 : 0);
    }

    private static Pattern compile(String pattern, boolean anyCase) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '%') {
                regex.append(".*");
            } else if (c == '_') {
                regex.append('.');
            } else {
                boolean escaped = c == '\\' && i + 1 < pattern.length();
                regex.append(Pattern.quote(String.valueOf(escaped ? pattern.charAt(++i) : c)));
            }
        }
        int flags = Pattern.DOTALL | (anyCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0);
        return Pattern.compile(regex.toString(), flags);
    }
}

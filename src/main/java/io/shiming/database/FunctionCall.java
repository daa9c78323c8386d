package io.shiming.database;

import io.shiming.problem.Problem;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/**
 * A call of one database function with named arguments.
 *
 * <p>Outside a transaction the call is a transaction: when it returns, what it wrote is on disk. When it throws
 * {@link Problem} UNAVAILABLE the outcome may be unknown; the caller repeats with the same Idempotency-Key.
 */
public final class FunctionCall {
    private final String function;
    private final List<String> names = new ArrayList<>();
    private final List<@Nullable Object> values = new ArrayList<>();

    private FunctionCall(String function) {
        this.function = function;
    }

    /** A call of a function by its name with schema. */
    public static FunctionCall of(String function) {
        return new FunctionCall(function);
    }

    /**
     * One argument; an {@link Instant} becomes a timestamptz of whole microseconds, an array
     * of bytes, texts, numbers, ids or instants (of whole microseconds already) an array.
     */
    public FunctionCall with(String name, @Nullable Object value) {
        names.add(name);
        values.add(value instanceof Instant instant ? stored(instant) : value);
        return this;
    }

    /** PostgreSQL keeps microseconds and would round. A digest of a row needs the value that is stored. */
    private static OffsetDateTime stored(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    /** The function's name without its schema; a function with a single value answers with a column of this name. */
    public String name() {
        return function.substring(function.indexOf('.') + 1);
    }

    /** Runs the call and reads every row. */
    public <T> List<T> rows(DataSource source, RowReader<T> reader) {
        try (var connection = source.getConnection()) {
            return rows(connection, reader);
        } catch (SQLException failure) {
            throw translated(failure);
        }
    }

    /**
     * Runs the call of a feed's function.
     *
     * @throws Problem CURSOR_UNKNOWN where the cursor lies beyond the newest row
     */
    public <T> List<T> page(DataSource source, RowReader<T> reader) {
        try {
            return rows(source, reader);
        } catch (RuleRefusal beyond) {
            throw beyond.answerTo(Rule.CURSOR_UNKNOWN);
        }
    }

    private <T> List<T> rows(Connection connection, RowReader<T> reader) {
        try (var statement = connection.prepareStatement(sql())) {
            bind(connection, statement);
            var rows = new ArrayList<T>();
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(reader.read(new Row(result)));
                }
            }
            return rows;
        } catch (SQLException failure) {
            throw translated(failure);
        }
    }

    /** Runs the call of a function that returns exactly one row. */
    public <T> T row(DataSource source, RowReader<T> reader) {
        return rows(source, reader).get(0);
    }

    /** The same as part of the connection's transaction. */
    public <T> T row(Connection connection, RowReader<T> reader) {
        return rows(connection, reader).get(0);
    }

    private String sql() {
        var arguments = new StringBuilder();
        for (String name : names) {
            arguments.append(arguments.isEmpty() ? "" : ", ").append(name).append(" => ?");
        }
        return "SELECT * FROM " + function + "(" + arguments + ")";
    }

    private void bind(Connection connection, PreparedStatement statement) throws SQLException {
        var types = values.contains(null) ? ArgumentTypes.of(function, names, connection) : Map.<String, String>of();
        for (int i = 0; i < values.size(); i++) {
            var value = values.get(i);
            if (value == null) {
                statement.setNull(i + 1, Types.OTHER, Objects.requireNonNull(types.get(names.get(i)), names.get(i)));
            } else {
                statement.setObject(i + 1, value instanceof Object[] many ? array(connection, many) : value);
            }
        }
    }

    private static Array array(Connection connection, Object[] many) throws SQLException {
        return connection.createArrayOf(
                many instanceof byte[][]
                        ? "bytea"
                        : many instanceof Integer[]
                                ? "int4"
                                : many instanceof UUID[] ? "uuid" : many instanceof Instant[] ? "timestamptz" : "text",
                many);
    }

    /** A {@link Rule} is raised by our own functions. Everything else is a failure. */
    private static RuntimeException translated(SQLException failure) {
        return Rule.of(String.valueOf(failure.getSQLState()))
                .<RuntimeException>map(rule -> new RuleRefusal(rule, detail(failure)))
                .orElseGet(() -> Problem.unavailable(failure));
    }

    private static @Nullable String detail(SQLException failure) {
        var told = failure instanceof PSQLException refusal ? refusal.getServerErrorMessage() : null;
        return told == null ? null : told.getDetail();
    }
}

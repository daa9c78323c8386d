package io.shiming.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLWarning;

/**
 * A connection that fails where PostgreSQL only warns: a wait for the synchronous standby that was cancelled. The commit
 * is done on this server and may be lost with it, so that its outcome is unknown (SQLSTATE 08007) and nothing of it is
 * acknowledged. Holds for commits and for statements that are a transaction of their own.
 */
final class ReplicatedConnection implements InvocationHandler {
    /** The place in PostgreSQL that warns; its message is translated, this is not. */
    private static final String CANCELLED_WAIT = "SyncRepWaitForLSN";

    private static final String OUTCOME_UNKNOWN = "08007"; // transaction_resolution_unknown

    private final Object target;

    private ReplicatedConnection(Object target) {
        this.target = target;
    }

    static Connection of(Connection connection) {
        return proxy(Connection.class, connection);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        String name = method.getName();
        if (name.equals("equals") && arguments != null) return proxy == arguments[0];
        var result = called(method, arguments);
        if (target instanceof Connection connection) {
            if (name.equals("commit") || name.equals("setAutoCommit")) check(connection);
            if (result instanceof PreparedStatement prepared && method.getReturnType() == PreparedStatement.class) {
                return proxy(PreparedStatement.class, prepared);
            }
            if (result instanceof Statement statement && method.getReturnType() == Statement.class) {
                return proxy(Statement.class, statement);
            }
        } else if (target instanceof Statement statement && name.startsWith("execute")) {
            check(statement.getWarnings());
        }
        return result;
    }

    private @Nullable Object called(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getTargetException();
        }
    }

    private static void check(Connection connection) throws SQLException {
        var warnings = connection.getWarnings();
        if (warnings != null) {
            connection.clearWarnings();
            check(warnings);
        }
    }

    private static void check(@Nullable SQLWarning first) throws SQLException {
        for (var each = first; each != null; each = each.getNextWarning()) {
            if (each instanceof PSQLWarning warning
                    && CANCELLED_WAIT.equals(warning.getServerErrorMessage().getRoutine())) {
                throw new SQLException("committed here, but perhaps not on the standby", OUTCOME_UNKNOWN);
            }
        }
    }

    private static <T> T proxy(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(
                ReplicatedConnection.class.getClassLoader(), new Class<?>[] {type}, new ReplicatedConnection(target)));
    }
}

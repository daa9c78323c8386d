package io.shiming.problem;

import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Names a failure for the log by its types, its place and, of the database's, SQLSTATE and routine; never by its message: a
 * message may carry data.
 */
public final class Cause {
    private static final int DEEPEST = 5;
    private static final Pattern STATE = Pattern.compile("[0-9A-Z]{5}");
    private static final Pattern ROUTINE = Pattern.compile("[A-Za-z0-9_]{1,64}");

    private Cause() {}

    /** The chain of exception types, and where the innermost was thrown. */
    public static String named(@Nullable Throwable failure) {
        var names = new StringBuilder();
        Throwable innermost = null;
        int depth = 0;
        for (Throwable each = failure; each != null && depth < DEEPEST; each = each.getCause(), depth++) {
            names.append(depth == 0 ? "" : " < ").append(each.getClass().getName());
            if (each instanceof SQLException refused) names.append(database(refused));
            innermost = each;
        }
        if (innermost != null && innermost.getStackTrace().length > 0) {
            names.append(" at ").append(innermost.getStackTrace()[0]);
        }
        return names.isEmpty() ? "nothing further" : names.toString();
    }

    /** What the database says of the kind of failure: its code, and which of its own routines raised it. */
    private static String database(SQLException refused) {
        var state = Optional.ofNullable(refused.getSQLState())
                .filter(STATE.asMatchPredicate())
                .orElse("unknown");
        var routine = refused instanceof PSQLException server
                ? Optional.ofNullable(server.getServerErrorMessage()).map(ServerErrorMessage::getRoutine)
                : Optional.<String>empty();
        return " [SQLSTATE " + state
                + routine.filter(ROUTINE.asMatchPredicate())
                        .map(name -> ", routine " + name)
                        .orElse("") + "]";
    }
}

package io.shiming.database;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Whether this process can connect to its database: one line in the log when it no longer can, one when it can again. */
final class DatabaseReach {
    private static final Logger LOG = Logger.getLogger(DatabaseReach.class);
    private static final AtomicBoolean AWAY = new AtomicBoolean();

    private DatabaseReach() {}

    static boolean away() {
        return AWAY.get();
    }

    static void reached() {
        if (AWAY.get() && AWAY.compareAndSet(true, false)) LOG.info("the database is reached again");
    }

    /** A connection could not be opened; a wrong password and the like say nothing of the server. */
    static void failed(SQLException failure) {
        var state = String.valueOf(failure.getSQLState());
        if (unreachable(state) && AWAY.compareAndSet(false, true)) {
            LOG.warnf("the database cannot be reached (SQLSTATE %s); jobs wait for it", state);
        }
    }

    /** Class 08 connection exception, class 53 without resources, 57P: starting, ending, crashed. */
    private static boolean unreachable(String state) {
        return state.startsWith("08") || state.startsWith("53") || state.startsWith("57P");
    }
}

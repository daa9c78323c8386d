package io.shiming.boot;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jboss.logging.Logger;

/** The schema and the migration files of this release. */
final class Schema {
    private static final Logger LOG = Logger.getLogger(Schema.class);

    /** Held from the look at the history to the end of the migration, so that no newer release comes in between. */
    private static final String TURN = "SELECT pg_try_advisory_lock(7381201)";

    private static final String TURN_OVER = "SELECT pg_advisory_unlock(7381201)";

    private final Configuration given;

    Schema(Configuration given) {
        this.given = given;
    }

    DataSource owner() {
        return given.getDataSource();
    }

    /** Does it while no other instance does, or not at all; the lock does not go back into a pool with its session. */
    static boolean alone(Connection connection, Runnable work) throws SQLException {
        if (!said(connection, TURN)) return false;
        try {
            work.run();
            return true;
        } finally {
            said(connection, TURN_OVER);
        }
    }

    private static boolean said(Connection connection, String question) throws SQLException {
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery(question)) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    /** Runs what is missing, unless a newer release has been here. */
    void migrate() {
        var info = flyway("").info();
        var newer = Arrays.stream(info.applied())
                .filter(each -> each.getState() == MigrationState.FUTURE_SUCCESS)
                .findFirst();
        if (newer.isPresent()) {
            LOG.infof("a newer release has migrated the database: nothing of this one runs over it");
            return;
        }
        int missing = info.pending().length;
        if (missing > 0) LOG.infof("migrating the database: %d files", missing);
        flyway(newest(info.all())).migrate();
        if (missing > 0) LOG.infof("the database is migrated");
    }

    /** The newest versioned file, so that each repeatable file runs once more after a new versioned one. */
    private static String newest(MigrationInfo... all) {
        return Arrays.stream(all)
                .filter(MigrationInfo::isVersioned)
                .map(each -> each.getVersion().getVersion())
                .reduce("", (before, next) -> next);
    }

    private Flyway flyway(String newest) {
        return new FluentConfiguration(Thread.currentThread().getContextClassLoader())
                .configuration(given)
                .resourceProvider(null) // the list made by the build
                .javaMigrationClassProvider(null)
                .placeholders(Map.of("newest", newest))
                .load();
    }
}

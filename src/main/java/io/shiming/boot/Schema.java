package io.shiming.boot;

import io.shiming.access.Role;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
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
    private final Release release;

    Schema(Configuration given, Release release) {
        this.given = given;
        this.release = release;
    }

    DataSource owner() {
        return given.getDataSource();
    }

    /** What one instance does at a time. */
    interface Work {
        void run() throws SQLException;
    }

    /** Does it while no other instance does, or not at all; the lock does not go back into a pool with its session. */
    static boolean alone(Connection connection, Work work) throws SQLException {
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

    /** Runs what is missing, unless a newer release has migrated this database. */
    void migrate(Connection turn) throws SQLException {
        var flyway = flyway();
        var info = flyway.info();
        if (release.isOlderThan(turn) || unknown(info.applied())) {
            LOG.infof("a newer release has migrated the database: nothing of this one runs over it");
            return;
        }
        if (Arrays.stream(info.all()).anyMatch(Schema::ofAnotherBuild)) {
            throw new IllegalStateException("the database has tables of another build, which this one cannot take over;"
                    + " nothing in it was changed. A trial begins in a new directory");
        }
        release.record(turn); // before the first file: an older instance that starts after a failure must not undo it
        int missing = info.pending().length;
        if (missing > 0) LOG.infof("migrating the database: %d files", missing);
        flyway.migrate();
        if (missing > 0) LOG.infof("the database is migrated");
        release.record(turn); // a new database has the table now
    }

    /** Whether a versioned file was applied that this build does not have. */
    private static boolean unknown(MigrationInfo... applied) {
        return Arrays.stream(applied).anyMatch(each -> each.getState() == MigrationState.FUTURE_SUCCESS);
    }

    /** A versioned file that was applied with other contents, or passed over, or that this build does not have any more. */
    private static boolean ofAnotherBuild(MigrationInfo file) {
        return file.isVersioned()
                && (file.getState() == MigrationState.MISSING_SUCCESS
                        || file.getState() == MigrationState.IGNORED
                        || file.getState().isApplied() && !file.isChecksumMatching());
    }

    private Flyway flyway() {
        return new FluentConfiguration(Thread.currentThread().getContextClassLoader())
                .configuration(given)
                .resourceProvider(null) // the list made by the build
                .javaMigrationClassProvider(null)
                .placeholders(roles())
                .load();
    }

    /** The names of the roles as entries of the log have them: the files name them {@code ${role_clerk}} and so on. */
    static Map<String, String> roles() {
        return Arrays.stream(Role.values()).collect(Collectors.toMap(role -> "role_" + role.claim(), Role::claim));
    }
}

package io.shiming.boot;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Version;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The number of this release, from {@code db/release.txt}. The database keeps the number of the newest release that has
 * migrated it.
 */
record Release(Version number) {
    private static final String TABLE = "SELECT to_regclass('registry.release') IS NOT NULL";
    private static final String NEWEST = "SELECT number FROM registry.release";
    private static final String RECORD = """
            INSERT INTO registry.release AS newest (number) VALUES (?)
            ON CONFLICT (single) DO UPDATE SET number = excluded.number, since = now()
             WHERE newest.number <> excluded.number""";

    /** That of this build. */
    static Release present() {
        try (var text = Release.class.getResourceAsStream("/db/release.txt")) {
            if (text == null) throw new IllegalStateException("db/release.txt is not in the jar");
            return new Release(Version.parse(new String(text.readAllBytes(), UTF_8).strip()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isOlderThan(Connection database) throws SQLException {
        if (!hasTable(database)) return false;
        try (var statement = database.createStatement();
                var row = statement.executeQuery(NEWEST)) {
            return row.next() && number.compareTo(Version.parse(row.getString(1))) < 0;
        }
    }

    void record(Connection database) throws SQLException {
        if (!hasTable(database)) return;
        try (var statement = database.prepareStatement(RECORD)) {
            statement.setString(1, number.toString());
            statement.executeUpdate();
        }
    }

    private static boolean hasTable(Connection database) throws SQLException {
        try (var statement = database.createStatement();
                var row = statement.executeQuery(TABLE)) {
            return row.next() && row.getBoolean(1);
        }
    }
}

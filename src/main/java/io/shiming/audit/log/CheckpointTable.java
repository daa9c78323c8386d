package io.shiming.audit.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;

/** The published checkpoints, over one connection. */
public final class CheckpointTable {
    // Not waited for: the head store has the note already, and the run after a crash publishes the same once more.
    private static final String NO_WAIT = "SET LOCAL synchronous_commit = off";
    private static final String PUBLISH =
            "INSERT INTO audit.checkpoint (size, note, created_at) VALUES (?, ?, ?) ON CONFLICT (size) DO NOTHING";
    private static final String LATEST = "SELECT note FROM audit.checkpoint ORDER BY size DESC LIMIT 1";
    private static final String WITNESSED =
            "INSERT INTO audit.cosigned (size, note, created_at) VALUES (?, ?, ?) ON CONFLICT (size) DO NOTHING";
    private static final String LATEST_WITNESSED = "SELECT note FROM audit.cosigned ORDER BY size DESC LIMIT 1";
    private static final String FIRST_AFTER =
            "SELECT created_at FROM audit.checkpoint WHERE size > ? ORDER BY size LIMIT 1";
    private static final String OF_SIZE = "SELECT note FROM audit.checkpoint WHERE size = ?";

    private final Connection connection;

    public CheckpointTable(Connection connection) {
        this.connection = connection;
    }

    /** Publishes a checkpoint; one of this size that says something else is a fork. */
    void publish(long size, String note, Instant now) throws SQLException {
        try (var publish = connection.prepareStatement(PUBLISH);
                var noWait = connection.createStatement()) {
            noWait.execute(NO_WAIT);
            publish.setLong(1, size);
            publish.setString(2, note);
            publish.setTimestamp(3, Timestamp.from(now));
            if (publish.executeUpdate() == 1) return;
        }
        if (!ofSize(size).equals(Optional.of(note))) throw new Forked("another checkpoint of this size is published");
    }

    /** The newest note. */
    public Optional<String> latest() throws SQLException {
        try (var read = connection.prepareStatement(LATEST);
                var row = read.executeQuery()) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        }
    }

    /** Keeps a published checkpoint with the witnesses' signatures under it. */
    void keepWitnessed(long size, String note, Instant now) throws SQLException {
        try (var keep = connection.prepareStatement(WITNESSED)) {
            keep.setLong(1, size);
            keep.setString(2, note);
            keep.setTimestamp(3, Timestamp.from(now));
            keep.executeUpdate();
        }
    }

    /** The newest note that enough witnesses have signed. */
    public Optional<String> latestWitnessed() throws SQLException {
        try (var read = connection.prepareStatement(LATEST_WITNESSED);
                var row = read.executeQuery()) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        }
    }

    /** When the first checkpoint larger than this was published. */
    Optional<Instant> firstAfter(long size) throws SQLException {
        try (var read = connection.prepareStatement(FIRST_AFTER)) {
            read.setLong(1, size);
            try (var row = read.executeQuery()) {
                return row.next() ? Optional.of(row.getTimestamp(1).toInstant()) : Optional.empty();
            }
        }
    }

    private Optional<String> ofSize(long size) throws SQLException {
        try (var read = connection.prepareStatement(OF_SIZE)) {
            read.setLong(1, size);
            try (var row = read.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }
}

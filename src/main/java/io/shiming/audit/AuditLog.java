package io.shiming.audit;

import io.shiming.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Appends entries that stand alone: refusals, which the rollback of their act would erase, and reads that have no
 * transaction. Acts that write append in their own transaction, with the SQL function {@code audit.append}.
 */
@ApplicationScoped
public class AuditLog {
    private static final String APPEND = "SELECT audit.append_alone(?, ?)";
    private static final String APPEND_ABOUT = "SELECT audit.append_about_person(?, ?, ?, ?, ?)";

    private final DataSource database;

    public AuditLog(DataSource database) {
        this.database = database;
    }

    /**
     * Appends the entry durably, in one round trip and a transaction of its own; a transaction of the caller is neither
     * joined nor touched. If it cannot be written, or the outcome is unknown, the answer is {@link
     * Problem#unavailable}: then nothing may be shown to the caller.
     */
    @Transactional(Transactional.TxType.NOT_SUPPORTED) // autocommit: the statement is the transaction
    public Receipt append(Entry entry) {
        return written(entry);
    }

    /** Appends the entry in the caller's transaction: the act and its entry are written together or not at all. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Receipt appendWithin(Entry entry) {
        return written(entry);
    }

    /** The same for an entry about a person. It has a commitment to the person, and so belongs to the own part of the log. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Receipt appendWithin(EntryHalves entry, long person) {
        return written(entry, person);
    }

    /** An entry about a person that stands alone, as {@link #append(Entry)} has it. */
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public Receipt append(EntryHalves entry, long person) {
        return written(entry, person);
    }

    private Receipt written(EntryHalves entry, long person) {
        try (var connection = database.getConnection();
                var append = connection.prepareStatement(APPEND_ABOUT)) {
            append.setInt(1, entry.operator());
            append.setBytes(2, entry.head());
            append.setBytes(3, entry.tail());
            append.setLong(4, person);
            append.setObject(5, entry.id());
            try (var answer = append.executeQuery()) {
                answer.next();
                return Receipt.of(entry.id(), answer.getBytes(1));
            }
        } catch (SQLException e) {
            throw Problem.unavailable(e);
        }
    }

    private Receipt written(Entry entry) {
        try (var connection = database.getConnection();
                var append = connection.prepareStatement(APPEND)) {
            append.setInt(1, entry.operator());
            append.setBytes(2, entry.bytes());
            try (var answer = append.executeQuery()) {
                answer.next();
                return Receipt.of(entry.id(), answer.getBytes(1));
            }
        } catch (SQLException e) {
            throw Problem.unavailable(e);
        }
    }
}

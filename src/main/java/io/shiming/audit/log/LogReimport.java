package io.shiming.audit.log;

import io.shiming.audit.AuditConfig;
import io.shiming.audit.CheckpointSigner;
import io.shiming.audit.HeadStore;
import io.shiming.audit.LogOrigin;
import io.shiming.audit.note.Checkpoint;
import io.shiming.audit.note.NoteKey;
import io.shiming.audit.tree.Hash;
import io.shiming.audit.tree.MerkleProof;
import io.shiming.audit.tree.TileId;
import io.shiming.audit.tree.TiledTree;
import io.shiming.audit.verify.LogDirectory;
import io.shiming.audit.verify.Tampered;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * After a restore or a failover with loss: brings the entries that the database has lost back from the mirror, each at the
 * index it had, so that the tree that was signed is whole again and may be extended. For a time when no instance serves.
 * Nothing is written unless the mirror is signed, is what the last signed head says, and begins as the database does.
 */
@ApplicationScoped
public class LogReimport {
    private final DataSource service;
    private final DataSource sequencer;
    private final AuditConfig config;
    private final CheckpointSigner signer;

    LogReimport(
            DataSource service,
            @io.quarkus.agroal.DataSource("sequencer") DataSource sequencer,
            AuditConfig config,
            CheckpointSigner signer) {
        this.service = service;
        this.sequencer = sequencer;
        this.config = config;
        this.signer = signer;
    }

    /**
     * What came of it.
     *
     * @param brought entries that were brought back
     * @param lost entries that were signed and are in neither; until they are found nothing is signed
     */
    public record Outcome(long brought, long lost) {}

    /**
     * Brings back what the mirror in this directory has and the database has not; a run that was cut off is gone on with by
     * the next. {@link IllegalStateException}, with the reason, if the mirror must not be believed or a sequencer is at work.
     */
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public Outcome bringBack(Path mirror) {
        try (var connection = sequencer.getConnection()) {
            var log = new LogTables(connection);
            if (!log.lock()) throw new IllegalStateException("an instance still sequences; stop all of them first");
            connection.setAutoCommit(false);
            try {
                var copy = MirrorDirectory.of(mirror, new LogOrigin(config).current());
                return locked(connection, log, new LogDirectory(copy.path()));
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
                log.unlock();
            }
        } catch (SQLException | IOException | UncheckedIOException | Tampered | Forked e) {
            throw new IllegalStateException("the log was not brought back: " + e.getMessage(), e);
        }
    }

    private Outcome locked(Connection connection, LogTables log, LogDirectory mirror) throws SQLException, IOException {
        var last = new HeadStore(config.headStore()).read().map(this::checked);
        var copy = reaching(checked(mirror.note()), last, mirror);
        last.filter(head -> head.size() <= copy.size())
                .ifPresent(head -> mustExtend(head.size(), head.root(), copy, mirror));
        long signed = last.map(Checkpoint::size).orElse(0L);
        long before = log.head().size();
        if (before < copy.size()) mustExtend(before, log.head().root(), copy, mirror);
        var entries = new LostEntries(service, connection, (size, root) -> mustExtend(size, root, copy, mirror));
        for (long size = before; size < copy.size(); size = log.head().size()) {
            entries.bringBack(mirror, TileId.in(copy.size(), 0, size >>> 8), size);
        }
        return new Outcome(Math.max(0, copy.size() - before), Math.max(0, signed - Math.max(before, copy.size())));
    }

    private Checkpoint checked(String note) {
        try {
            var origin = new LogOrigin(config).current();
            var keys = signer.together().stream()
                    .map(one -> NoteKey.of(origin, one.publicKey()))
                    .toList();
            return Checkpoint.parse(note, keys);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalArgumentException e) {
            throw new Tampered("checkpoint: " + e.getMessage());
        }
    }

    /** What the mirror can give: as far as its checkpoint, or the last signed head where its files reach so far. */
    private static Checkpoint reaching(Checkpoint copy, Optional<Checkpoint> last, LogDirectory mirror) {
        return last.filter(head -> head.size() > copy.size() && has(mirror, head))
                .orElse(copy);
    }

    private static boolean has(LogDirectory mirror, Checkpoint head) {
        try {
            return new TiledTree(mirror, head.size()).root().equals(head.root());
        } catch (Tampered tooShort) {
            return false;
        }
    }

    private static void mustExtend(long size, Hash root, Checkpoint copy, LogDirectory mirror) {
        var proof = new TiledTree(mirror, copy.size()).consistencyWith(size);
        if (!MerkleProof.extendsTo(size, root, proof, copy.size(), copy.root())) {
            throw new Tampered("the mirror is not of the tree whose first " + size + " entries are known");
        }
    }
}

package io.shiming.audit.search;

import io.shiming.audit.Act;
import io.shiming.audit.log.AuditMirror;
import io.shiming.audit.log.CheckpointTable;
import io.shiming.audit.tree.TileId;
import io.shiming.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The entries themselves in the bundles of C2SP tlog-tiles. They are those of all operators, since their hashes share
 * one tree, so only the person who oversees all operators may read them. The sequencer's role, which alone sees the
 * whole log, reads them.
 */
@ApplicationScoped
public class EntryBundles {
    private final DataSource database;

    EntryBundles(@io.quarkus.agroal.DataSource("sequencer") DataSource database) {
        this.database = database;
    }

    /**
     * The entries whose hashes this level-0 tile holds, each after its length in two bytes; none if the tile is not
     * published. Reading them is an act: the caller appends {@link Act#AUDIT_EXPORTED} before it hands them on.
     */
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public Optional<byte[]> of(TileId tile) {
        try (var connection = database.getConnection()) {
            var newest = new CheckpointTable(connection).latest();
            if (newest.isEmpty() || !AuditProofs.isPublished(tile, AuditProofs.size(newest.get()))) {
                return Optional.empty();
            }
            return Optional.of(AuditMirror.bundle(connection, tile));
        } catch (SQLException | IOException e) {
            throw Problem.unavailable(e);
        }
    }
}

package io.shiming.audit.search;

import io.shiming.audit.AuditConfig;
import io.shiming.audit.CheckpointSigner;
import io.shiming.audit.LogOrigin;
import io.shiming.audit.log.CheckpointTable;
import io.shiming.audit.log.Forked;
import io.shiming.audit.log.TileTable;
import io.shiming.audit.log.WitnessRound;
import io.shiming.audit.note.Checkpoint;
import io.shiming.audit.note.NoteKey;
import io.shiming.audit.note.ProofFile;
import io.shiming.audit.note.SignedNote;
import io.shiming.audit.tree.Hash;
import io.shiming.audit.tree.TileId;
import io.shiming.audit.tree.TiledTree;
import io.shiming.database.OperatorEntry;
import io.shiming.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * What an auditor takes away to check the log elsewhere. Speaks of published checkpoints only, and of hashes only:
 * nothing here needs to be secret. {@link Problem#unavailable} if the database does not answer.
 */
@ApplicationScoped
public class AuditProofs {
    private static final String INDEX =
            "SELECT l.idx FROM audit.entry e JOIN audit.leaf l USING (entry_id)" + " WHERE entry_id = ?";

    private final DataSource database;
    private final WitnessRound witnesses;
    private final LogOrigin origin;
    private final CheckpointSigner signer;

    public AuditProofs(DataSource database, WitnessRound witnesses, AuditConfig config, CheckpointSigner signer) {
        this.database = database;
        this.origin = new LogOrigin(config);
        this.signer = signer;
        this.witnesses = witnesses;
    }

    /**
     * The log's verifier key; while it is being replaced both, the older first, a line each. An auditor pins it, and asks
     * for it in another way too than over this line.
     */
    public String verifierKey() {
        var origin = currentOrigin();
        return signer.together().stream()
                .map(each -> NoteKey.of(origin, each.publicKey()).toString())
                .collect(Collectors.joining("\n"));
    }

    /**
     * The newest checkpoint that the witnesses have seen; without witnesses, or while they are away for longer than the
     * alarm, the newest published. A signed note; none before the first run of the sequencer.
     */
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public Optional<String> latestCheckpoint() {
        return with(this::newest);
    }

    /** The content of a tile as far as this width, 32 bytes a hash; none if the tree has not so many. */
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public Optional<byte[]> tile(TileId tile) {
        return with(connection -> {
            if (!isPublished(tile, publishedSize(connection))) return Optional.empty();
            return Optional.of(Hash.join(new TileTable(connection).read(tile)));
        });
    }

    /**
     * The proof file (C2SP tlog-proof) for an entry of this operator against the newest checkpoint; none if there is no
     * such entry, if it is another operator's, or if no checkpoint has it yet.
     */
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public Optional<String> proof(int operator, UUID entryId) {
        return Optional.ofNullable(proofs(operator, List.of(entryId)).get(entryId));
    }

    /** The proof files of entries of this operator, all against the newest checkpoint; none for an entry that it does not have. */
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public Map<UUID, String> proofs(int operator, List<UUID> entries) {
        return with(connection -> {
            var proofs = new HashMap<UUID, String>();
            var note = newest(connection);
            if (note.isEmpty()) return proofs;
            long size = size(note.get());
            var tree = new TiledTree(new TileTable(connection), size);
            for (var entry : entries) {
                var index = index(connection, operator, entry);
                if (index.isPresent() && index.get() < size) {
                    var hashes = tree.inclusionOf(index.get());
                    proofs.put(entry, new ProofFile(index.get(), hashes, note.get()).toString());
                }
            }
            return proofs;
        });
    }

    /** The proof that the tree of the first size is a prefix of the second's, in base64; none if a size is not one. */
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public Optional<List<String>> consistency(long first, long second) {
        return with(connection -> {
            if (first < 0 || first > second || second > publishedSize(connection)) return Optional.empty();
            var tree = new TiledTree(new TileTable(connection), second);
            return Optional.of(
                    tree.consistencyWith(first).stream().map(Hash::base64).toList());
        });
    }

    private interface Reading<T> {
        T on(Connection connection) throws SQLException;
    }

    private <T> T with(Reading<T> reading) {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                return reading.on(connection);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException | Forked | TileTable.DatabaseDown e) {
            throw Problem.unavailable(e);
        }
    }

    private static Optional<Long> index(Connection connection, int operator, UUID entryId) throws SQLException {
        OperatorEntry.enter(connection, operator);
        try (var find = connection.prepareStatement(INDEX)) {
            find.setObject(1, entryId);
            try (var row = find.executeQuery()) {
                return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
            }
        }
    }

    private Optional<String> newest(Connection connection) throws SQLException {
        var checkpoints = new CheckpointTable(connection);
        var published = checkpoints.latest();
        var witnessed = witnesses.inUse() ? checkpoints.latestWitnessed() : Optional.<String>empty();
        boolean given = witnessed.filter(note -> sameOrigin(note, published)).isPresent() && !witnesses.late();
        return given ? witnessed : published;
    }

    /** A checkpoint that the witnesses have of an ended epoch is not the log's newest. */
    private static boolean sameOrigin(String note, Optional<String> published) {
        return published
                .filter(other -> other.startsWith(note.substring(0, note.indexOf('\n') + 1)))
                .isPresent();
    }

    private String currentOrigin() {
        try {
            return origin.current();
        } catch (IOException e) {
            throw Problem.unavailable(e);
        }
    }

    private static long publishedSize(Connection connection) throws SQLException {
        return new CheckpointTable(connection).latest().map(AuditProofs::size).orElse(0L);
    }

    static long size(String note) {
        return Checkpoint.parse(SignedNote.parse(note).text()).size();
    }

    static boolean isPublished(TileId tile, long size) {
        return tile.index() <= (size >>> (8 * tile.level())) >>> 8
                && (size >>> (8 * tile.level())) - (tile.index() << 8) >= tile.width();
    }
}

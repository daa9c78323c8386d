package io.shiming.audit.log;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.shiming.audit.Act;
import io.shiming.audit.AuditConfig;
import io.shiming.audit.Entry;
import io.shiming.audit.HeadStore;
import io.shiming.audit.LogOrigin;
import io.shiming.audit.note.Checkpoint;
import io.shiming.audit.note.SignedNote;
import io.shiming.audit.tree.Hash;
import io.shiming.audit.tree.TiledTree;
import io.shiming.audit.verify.LogDirectory;
import io.shiming.audit.verify.Tampered;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * The way out when signed entries are lost for good: the epoch ends with a statement of what is lost, and the log goes on
 * under the next origin. A shorter tree is never signed again under the old one.
 */
@ApplicationScoped
public class LogEpochs {
    private static final Logger LOG = Logger.getLogger(LogEpochs.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DataSource sequencer;
    private final AuditConfig config;
    private final HeadStore store;
    private final LogOrigin origins;
    private final Sequencer work;

    LogEpochs(@io.quarkus.agroal.DataSource("sequencer") DataSource sequencer, AuditConfig config, Sequencer work) {
        this.sequencer = sequencer;
        this.config = config;
        this.store = new HeadStore(config.headStore());
        this.origins = new LogOrigin(config);
        this.work = work;
    }

    /**
     * How the epoch ends, if signed entries are lost; LOG_EPOCH_GOES_ON while nothing is lost or the mirror can still give
     * it.
     */
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public EpochEnd end() {
        try (var connection = sequencer.getConnection()) {
            var head = new LogTables(connection).head();
            if (!new TiledTree(new TileTable(connection), head.size()).root().equals(head.root())) {
                throw Problem.of(Code.INTEGRITY);
            }
            var end = new EpochEnd(store.read().orElse(""), head.size(), head.root());
            if (end.note().isEmpty() || end.lost() <= 0 || mirrorHasMore(end)) {
                throw Problem.of(Code.LOG_EPOCH_GOES_ON);
            }
            return end;
        } catch (Tampered e) {
            LOG.warnf("the end of the epoch cannot be told: %s", e.getMessage());
            throw Problem.unavailable(e);
        } catch (SQLException | IOException | Forked | TileTable.DatabaseDown e) {
            throw Problem.unavailable(e);
        }
    }

    /**
     * Puts the order into the head store, out of reach of the database, and has it carried out; false if another
     * instance's sequencer still has to do it, or none will because it does not fit or another order stands.
     *
     * @param first the entry with the end's statement, appended already; it becomes the first of the new epoch
     */
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public boolean begin(EpochEnd end, Entry first) {
        try {
            work.begin(EpochOrder.of(end, first));
        } catch (IOException e) {
            throw Problem.unavailable(e);
        }
        return begun(end, entry -> Hash.ofLeaf(entry).equals(first.leafHash()));
    }

    /** Whether the epoch after this end has begun by this order, of which its first entry tells. */
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public boolean begun(EpochEnd end, String order) {
        return begun(end, entry -> isBegunBy(order, entry));
    }

    private boolean begun(EpochEnd end, Predicate<byte[]> first) {
        try (var connection = sequencer.getConnection()) {
            var origin = origins.current();
            boolean reached = end.next().equals(origin) || LogOrigin.epoch(origin) > LogOrigin.epoch(end.next());
            var head = new LogTables(connection).head();
            if (!reached || head.size() <= end.kept()) return false;
            var tree = new TiledTree(new TileTable(connection), head.size());
            return new LogTables(connection)
                    .entry(end.kept())
                    .filter(entry -> Hash.ofLeaf(entry).equals(tree.leaf(end.kept())))
                    .filter(first)
                    .isPresent();
        } catch (SQLException | IOException | Forked | TileTable.DatabaseDown e) {
            throw Problem.unavailable(e);
        }
    }

    private static boolean isBegunBy(String order, byte[] entry) {
        try {
            var said = JSON.readTree(entry);
            return said.path("act").asText().equals(Act.LOG_EPOCH_BEGUN.name())
                    && said.path("caseRef").asText().equals(order);
        } catch (IOException e) {
            return false;
        }
    }

    private boolean mirrorHasMore(EpochEnd end) throws IOException {
        return config.mirror().isPresent() && mirrorHasMore(end, config.mirror().get());
    }

    private static boolean mirrorHasMore(EpochEnd end, Path mirror) throws IOException {
        var directory = MirrorDirectory.of(mirror, end.origin());
        var note = directory.note();
        if (note.isEmpty()) return false;
        if (sizeOf(note.get()) > end.kept()) return true;
        var signed = checkpoint(end.note());
        try {
            return new TiledTree(new LogDirectory(directory.path()), signed.size())
                    .root()
                    .equals(signed.root());
        } catch (Tampered | UncheckedIOException tooShort) {
            return false;
        }
    }

    private static long sizeOf(String mirrored) {
        try {
            return checkpoint(mirrored).size();
        } catch (IllegalArgumentException e) {
            throw new Tampered("the mirror's checkpoint: " + e.getMessage());
        }
    }

    private static Checkpoint checkpoint(String note) {
        return Checkpoint.parse(SignedNote.parse(note).text());
    }
}

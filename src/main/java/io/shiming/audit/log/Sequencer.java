package io.shiming.audit.log;

import io.micrometer.core.instrument.MeterRegistry;
import io.shiming.audit.AuditConfig;
import io.shiming.audit.CheckpointSigner;
import io.shiming.audit.EntryId;
import io.shiming.audit.HeadStore;
import io.shiming.audit.tree.RightEdge;
import io.shiming.problem.Cause;
import io.shiming.problem.RepeatedFailure;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Gives queued entries their place in the tree, then signs and publishes its head. Any number may run: one works, the
 * others look on, and none can fork the log even if the lock fails. A crash at any step is repaired by the next run,
 * which comes to the same bytes.
 */
@ApplicationScoped
public class Sequencer {
    private static final Logger LOG = Logger.getLogger(Sequencer.class);
    private static final String BROKEN_RULE = "23"; // SQLSTATE class: integrity constraint violation
    private static final int MOST_BATCHES = 10; // a backlog yields to the checkpoint now and then

    private final DataSource database;
    private final AuditConfig config;
    private final HeadStore store;
    private final HeadSigning signing;
    private final EpochBeginning epochs;
    private final AuditState state;
    private final SequencerMeters meters;
    private final Clock clock;
    private final RepeatedFailure fork = new RepeatedFailure(LOG, Logger.Level.ERROR, "AUDIT_FORK");
    private final RepeatedFailure failure =
            new RepeatedFailure(LOG, Logger.Level.WARN, "the sequencer could not finish its run");
    private @Nullable Instant oldestUnpublished;

    Sequencer(
            @io.quarkus.agroal.DataSource("sequencer") DataSource database,
            AuditConfig config,
            CheckpointSigner signer,
            AuditState state,
            MeterRegistry registry,
            Clock clock) {
        this.database = database;
        this.config = config;
        this.store = new HeadStore(config.headStore());
        this.signing = new HeadSigning(store, config.mirror(), signer, config.origin());
        this.epochs = new EpochBeginning(store, signing);
        this.state = state;
        this.meters = new SequencerMeters(registry, state);
        this.clock = clock;
    }

    /** Sequences what is queued and signs if the tree has grown. Never throws; what went wrong is in {@link AuditState}. */
    public synchronized void runOnce() {
        try (var connection = database.getConnection()) {
            var log = new LogTables(connection);
            mustHaveHeadStore(connection);
            if (log.lock()) workLocked(connection, log);
            state.queueSeen(log.oldestQueued().orElse(null));
            failure.succeeded();
        } catch (Forked e) {
            forked(e.getMessage());
        } catch (HeadStore.Missing e) {
            state.headStoreMissing(true);
            failed(e.getMessage() + "; it must be one directory for all instances");
        } catch (SQLException e) {
            if (String.valueOf(e.getSQLState()).startsWith(BROKEN_RULE)) forked("a queued entry cannot have a leaf");
            else failed(Cause.named(e));
        } catch (IOException | RuntimeException e) {
            failed(Cause.named(e));
        }
    }

    /** Looks at the head store and the queue as a run does, where other instances sequence. Takes no lock, never throws. */
    void look() {
        try (var connection = database.getConnection()) {
            mustHaveHeadStore(connection);
            state.queueSeen(new LogTables(connection).oldestQueued().orElse(null));
            failure.succeeded();
        } catch (HeadStore.Missing e) {
            state.headStoreMissing(true);
            failed(e.getMessage() + "; it must be one directory for all instances");
        } catch (Forked e) {
            failed(String.valueOf(e.getMessage()));
        } catch (SQLException | IOException | RuntimeException e) {
            failed(Cause.named(e));
        }
    }

    /** Puts the order to begin a new epoch, unless another one stands, and carries it out if this instance's turn comes. */
    synchronized void begin(EpochOrder order) throws IOException {
        if (store.putEpochOrder(order.text())) runOnce();
    }

    private void workLocked(Connection connection, LogTables log) throws SQLException, IOException {
        connection.setAutoCommit(false);
        try {
            epochs.carryOut(connection, log);
            for (int i = 0; i < MOST_BATCHES && sequence(connection, log) == config.batch(); i++) {}
            publish(connection, log);
            state.forked(false);
            fork.succeeded();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
            log.unlock();
        }
    }

    /** One transaction: takes a batch out of the queue and grows the tree by it. */
    private int sequence(Connection connection, LogTables log) throws SQLException, IOException {
        var tiles = new TileTable(connection);
        var head = log.headToMove();
        signing.mustNotBeBehind(head);
        var edge = RightEdge.of(head.size(), tiles);
        if (!edge.root().equals(head.root())) throw new Forked("the tiles do not give the root of the head");
        var taken = log.take(head.size(), config.batch());
        if (!taken.leaves().isEmpty()) {
            taken.leaves().values().forEach(edge::append);
            tiles.write(edge.takeChanged());
            log.move(head, new Head(edge.size(), edge.root()));
        }
        connection.commit();
        remember(taken.oldest().map(EntryId::timeOf));
        meters.sequenced(taken.leaves().size());
        return taken.leaves().size();
    }

    /** After the commit, so that nothing is signed that the database could still lose. */
    private void publish(Connection connection, LogTables log) throws SQLException, IOException {
        var published = new CheckpointTable(connection);
        mustHaveHeadStore(connection);
        var head = log.head();
        var note = signing.sign(head, new TileTable(connection));
        published.publish(head.size(), note, clock.instant());
        connection.commit();
        if (oldestUnpublished != null) {
            var delay = Duration.between(oldestUnpublished, clock.instant());
            state.merged(delay);
            meters.merged(delay);
        }
        oldestUnpublished = null;
    }

    /** An instance with a head store of its own would take part without knowing what was signed. */
    private void mustHaveHeadStore(Connection connection) throws SQLException, IOException {
        boolean published = new CheckpointTable(connection).latest().isPresent(); // asked first: the note is put first
        if (published && signing.last().isEmpty()) {
            state.headStoreMissing(true);
            throw new Forked("the head store is empty although checkpoints were published");
        }
        state.headStoreMissing(false);
    }

    private void remember(Optional<Instant> oldest) {
        var known = oldestUnpublished;
        oldest.filter(time -> known == null || time.isBefore(known)).ifPresent(time -> oldestUnpublished = time);
    }

    private void forked(@Nullable String what) {
        fork.failed(what + "; nothing is signed, lookups stop");
        state.forked(true);
        meters.failed();
    }

    private void failed(String reason) {
        failure.failed(reason);
        meters.failed();
    }
}

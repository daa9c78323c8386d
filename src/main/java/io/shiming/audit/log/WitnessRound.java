package io.shiming.audit.log;

import io.shiming.audit.AuditConfig;
import io.shiming.audit.note.Checkpoint;
import io.shiming.audit.note.SignedNote;
import io.shiming.audit.tree.TiledTree;
import io.shiming.problem.RepeatedFailure;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.http.HttpClient;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Shows the newest checkpoint to the witnesses and keeps it once enough of them have signed it. While they are away the
 * service goes on; it raises an alarm, and in the end its lookups stop ({@link AuditState}).
 */
@ApplicationScoped
public class WitnessRound {
    private static final Logger LOG = Logger.getLogger(WitnessRound.class);
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private final DataSource database;
    private final AuditState state;
    private final Clock clock;
    private final List<WitnessClient> witnesses;
    private final int quorum;
    private final Duration alarmAfter;
    private final RepeatedFailure failure =
            new RepeatedFailure(LOG, Logger.Level.WARN, "the witnesses could not be asked");
    private final Map<String, RepeatedFailure> refusals = new HashMap<>();
    private boolean alarmed;

    WitnessRound(
            @io.quarkus.agroal.DataSource("sequencer") DataSource database,
            AuditConfig config,
            AuditState state,
            Clock clock) {
        this.database = database;
        this.state = state;
        this.clock = clock;
        var http = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.witnesses = config.witness().node().values().stream()
                .map(node -> new WitnessClient(node, http))
                .toList();
        this.quorum = config.witness().quorum().orElse(witnesses.size());
        if (quorum > witnesses.size()) throw new IllegalArgumentException("more witnesses must sign than there are");
        this.alarmAfter = config.witness().alarmAfter();
    }

    public boolean inUse() {
        return quorum > 0;
    }

    /** Whether the witnesses are away for longer than the alarm. */
    public boolean late() {
        return state.unwitnessed().compareTo(alarmAfter) > 0;
    }

    /** Shows them what is new. Never throws; how it stands is in {@link AuditState}. */
    synchronized void runOnce() {
        if (!inUse()) return;
        try (var connection = database.getConnection()) {
            try {
                show(connection);
            } finally {
                look(connection); // the alarm is due as well while nothing can be shown
            }
            failure.succeeded();
        } catch (SQLException | RuntimeException e) {
            failure.failed(e);
        }
        alarm();
    }

    private void show(Connection connection) throws SQLException {
        var checkpoints = new CheckpointTable(connection);
        var published = checkpoints.latest();
        if (published.isEmpty()) return;
        var note = SignedNote.parse(published.get());
        long size = Checkpoint.parse(note.text()).size();
        if (size <= sizeOf(checkpoints.latestWitnessed())) return;
        var lines = new ArrayList<String>();
        for (var witness : witnesses) ask(witness, note, size, connection).ifPresent(lines::add);
        if (lines.size() >= quorum) {
            checkpoints.keepWitnessed(size, note.with(lines).toString(), clock.instant());
        }
    }

    private Optional<String> ask(WitnessClient witness, SignedNote note, long size, Connection connection) {
        try {
            var signed = witness.cosign(note, size, new TiledTree(new TileTable(connection), size));
            if (signed.isEmpty())
                refusal(witness).failed("it has seen another or a larger log, or does not know this one");
            else refusal(witness).succeeded();
            return signed;
        } catch (IOException away) {
            LOG.debugf("witness %s cannot be reached", witness.name());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private RepeatedFailure refusal(WitnessClient witness) {
        return refusals.computeIfAbsent(
                witness.name(),
                name -> new RepeatedFailure(LOG, Logger.Level.WARN, "witness " + name + " does not cosign"));
    }

    private void look(Connection connection) throws SQLException {
        var checkpoints = new CheckpointTable(connection);
        state.unwitnessedSince(
                checkpoints.firstAfter(sizeOf(checkpoints.latestWitnessed())).orElse(null));
    }

    private void alarm() {
        if (late() && !alarmed) LOG.errorf("WITNESS_AWAY: no quorum of %d has seen the newest checkpoints", quorum);
        alarmed = late();
    }

    private static long sizeOf(Optional<String> note) {
        return note.map(text -> Checkpoint.parse(SignedNote.parse(text).text()).size())
                .orElse(-1L);
    }
}

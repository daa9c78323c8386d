package io.shiming.audit.log;

import com.google.crypto.tink.subtle.Ed25519Sign;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shiming.audit.Act;
import io.shiming.audit.AuditConfig;
import io.shiming.audit.AuditLog;
import io.shiming.audit.CheckpointSigner;
import io.shiming.audit.Entry;
import io.shiming.audit.LegalBasis;
import io.shiming.audit.Purpose;
import io.shiming.audit.note.Checkpoint;
import io.shiming.audit.note.NoteKey;
import io.shiming.audit.note.SignedNote;
import io.shiming.audit.search.AuditProofs;
import io.shiming.audit.tree.Hash;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A log with all its parts, put together by hand as the service does it. */
public final class SequencerBench {
    static final String ORIGIN = "operator.example/rnr-audit/1";
    static final CheckpointSigner SIGNER = signer(new byte[32]);
    public static final NoteKey KEY = NoteKey.of(ORIGIN, SIGNER.publicKey());

    final AuditDatabase database;
    final AuditConfig config;
    final AuditState state;
    public final AuditLog log;
    public final Sequencer sequencer;
    final WitnessRound witnesses;
    final MirrorRound mirror;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    public SequencerBench(AuditDatabase database, Path headStore, Clock clock) {
        this(database, headStore, clock, SIGNER, 2_000);
    }

    public SequencerBench(AuditDatabase database, Path headStore, Clock clock, CheckpointSigner signer, int batch) {
        this(database, headStore, clock, signer, batch, Map.of());
    }

    public SequencerBench(
            AuditDatabase database,
            Path headStore,
            Clock clock,
            CheckpointSigner signer,
            int batch,
            Map<String, AuditConfig.Node> witnesses) {
        this(database, clock, signer, new Config(headStore, Optional.empty(), batch, witnesses));
    }

    /** One that knows its mirror. */
    public SequencerBench(AuditDatabase database, Path headStore, Path mirror, Clock clock) {
        this(database, clock, SIGNER, new Config(headStore, Optional.of(mirror), 2_000, Map.of()));
    }

    private SequencerBench(AuditDatabase database, Clock clock, CheckpointSigner signer, Config config) {
        this.database = database;
        this.config = config;
        this.state = new AuditState(clock, config);
        this.log = new AuditLog(database.service());
        this.witnesses = new WitnessRound(database.sequencer(), config, state, clock);
        this.sequencer = new Sequencer(database.sequencer(), config, signer, state, meters, clock);
        this.mirror = new MirrorRound(new AuditMirror(database.sequencer(), signer), state, config);
    }

    static CheckpointSigner signer(byte[] seed) {
        try {
            var pair = Ed25519Sign.KeyPair.newKeyPairFromSeed(seed);
            var ed25519 = new Ed25519Sign(pair.getPrivateKey());
            return new CheckpointSigner() {
                @Override
                public byte[] publicKey() {
                    return pair.getPublicKey();
                }

                @Override
                public byte[] sign(byte[] message) {
                    try {
                        return ed25519.sign(message);
                    } catch (GeneralSecurityException e) {
                        throw new IllegalStateException(e);
                    }
                }
            };
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A checkpoint of this size over some other tree, signed with the log's key. */
    static String signedBySigner(String origin, long size) {
        var text = new Checkpoint(origin, size, Hash.EMPTY_TREE).text();
        return SignedNote.sign(text, NoteKey.of(origin, SIGNER.publicKey()), SIGNER::sign)
                .toString();
    }

    public AuditProofs proofs() {
        return new AuditProofs(database.service(), witnesses, config, SIGNER);
    }

    /** Appends so many entries in one transaction. */
    public void append(int entries) throws SQLException {
        try (var connection = AuditDatabase.forOperator(database.service(), 1);
                var append = connection.prepareStatement("SELECT audit.append(?)")) {
            for (int i = 0; i < entries; i++) {
                append.setBytes(1, anEntry().bytes());
                append.execute();
            }
            connection.commit();
        }
    }

    public static Entry anEntry() {
        return Entry.by(SyntheticClerk.OF_OPERATOR_ONE, Act.SUBJECT_LOOKED_UP, Clock.systemUTC())
                .purpose(Purpose.CUSTOMER_SERVICE, LegalBasis.CONTRACT)
                .allowed();
    }

    private record Config(Path headStore, Optional<Path> mirror, int batch, Map<String, Node> node)
            implements AuditConfig, AuditConfig.Witnesses {
        @Override
        public Witnesses witness() {
            return this;
        }

        @Override
        public OptionalInt quorum() {
            return OptionalInt.empty();
        }

        @Override
        public String every() {
            return "off";
        }

        @Override
        public Duration alarmAfter() {
            return Duration.ofSeconds(60);
        }

        @Override
        public String origin() {
            return ORIGIN;
        }

        @Override
        public String interval() {
            return "2s";
        }

        @Override
        public String sweepInterval() {
            return "off";
        }

        @Override
        public Duration sweepWindow() {
            return Duration.ofMinutes(3);
        }

        @Override
        public int keepDays() {
            return LEAST_KEEP_DAYS;
        }

        @Override
        public String mirrorInterval() {
            return "off";
        }

        @Override
        public Duration lookupsStopAfter() {
            return Duration.ofSeconds(300);
        }
    }
}

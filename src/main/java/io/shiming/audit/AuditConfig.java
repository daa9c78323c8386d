package io.shiming.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** How the log is sequenced, signed and witnessed. Public only because its check at the start reads the inner parts. */
@ConfigMapping(prefix = "shiming.audit")
public interface AuditConfig {
    /** Six months are at most 184 days. */
    int LEAST_KEEP_DAYS = 184;

    /** Name of the log and of its key: {@code <operator domain>/rnr-audit/<epoch>}. */
    @Pattern(regexp = "[a-z0-9.-]+/rnr-audit/[0-9]{1,9}")
    String origin();

    /**
     * Directory of the last signed head, one for all instances, on a file system with locks (NFSv4). On another disk or
     * host than the database, else one hand can turn back both.
     */
    Path headStore();

    /**
     * Time between two runs, and so between two checkpoints; at least 1 s, {@code off} leaves it to other instances. Each
     * run waits for four writes to disk, however many entries it takes.
     */
    @WithDefault("2s")
    String interval();

    /** Most entries that get their place in one transaction. */
    @WithDefault("2000")
    @Min(1)
    @Max(20_000)
    int batch();

    /** Lookups stop when an entry has waited longer than this for its place. */
    @WithDefault("300s")
    Duration lookupsStopAfter();

    /** Time between two looks whether recent entries are complete. */
    @WithDefault("60s")
    String sweepInterval();

    /** How far back such a look goes; what is older the offline verifier checks. */
    @WithDefault("3m")
    Duration sweepWindow();

    /**
     * Days that entries are kept at least. Nothing in the service deletes an entry, and the database lets no role do
     * so. This is what an operator may announce. Less than the law's six months (184 days at most) stops the start:
     * Cybersecurity Law article 21 (3). The default is three years, the time in which a claim may be brought.
     */
    @WithDefault("1096")
    @Min(LEAST_KEEP_DAYS)
    int keepDays();

    /** Directory of the second custody: tiles and entries as plain files, on a volume of its own, shared by all instances. */
    Optional<Path> mirror();

    /** Who else must have seen a checkpoint. */
    Witnesses witness();

    /** The witnesses: processes of others, each with a key that is pinned here. */
    interface Witnesses {
        /** The witnesses by a name of our own; none is a log without witnesses. */
        Map<String, Node> node();

        /** How many must cosign; all of them if not said. */
        OptionalInt quorum();

        /** Time between two rounds of asking them. */
        @WithDefault("1s")
        String every();

        /** The alarm is raised when the tree has grown unseen by them for longer than this. */
        @WithDefault("60s")
        Duration alarmAfter();

        /** Lookups stop when it has for longer than this. */
        @WithDefault("24h")
        Duration lookupsStopAfter();
    }

    /** One witness. */
    interface Node {
        /** Address that {@code /add-checkpoint} is put behind. */
        URI url();

        /** Its verifier key, {@code name+id+base64}. */
        String key();
    }

    /** Time between two looks whether a checkpoint was signed that is not mirrored yet. */
    @WithDefault("1s")
    String mirrorInterval();
}

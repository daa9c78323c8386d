package io.shiming.vault;

import io.quarkus.scheduler.Scheduled;
import io.shiming.problem.Cause;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Carries ordered rotations on, a step each round, until they have ended. What is done is told by the rows themselves:
 * a round that is cut off, or that two instances run at once, costs time and nothing else.
 */
@ApplicationScoped
class RotationJob {
    private static final Logger LOG = Logger.getLogger(RotationJob.class);

    private final Rotations rotations;
    private final KeyRotation keys;
    private final VaultConfig config;
    private final LogKeyRotation log;
    private final Instance<SealedColumns> sealed;

    RotationJob(
            Rotations rotations,
            KeyRotation keys,
            VaultConfig config,
            LogKeyRotation log,
            @Any Instance<SealedColumns> sealed) {
        this.rotations = rotations;
        this.keys = keys;
        this.config = config;
        this.log = log;
        this.sealed = sealed;
    }

    @Scheduled(every = "${shiming.vault.rotation-every:10s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void goOn() {
        if (!rotations.canWork()) {
            return;
        }
        for (Rotation rotation : rotations.unfinished()) {
            try {
                step(rotation);
            } catch (RuntimeException failure) {
                LOG.warnf("the rotation of a key of kind %s waits: %s", rotation.kind(), Cause.named(failure));
            }
        }
    }

    private void step(Rotation rotation) {
        boolean over =
                switch (rotation.what()) {
                    case OPERATOR -> operator(rotation);
                    case DOCUMENT -> index(rotation, IndexKind.DOCUMENT);
                    case NUMBER -> index(rotation, IndexKind.NUMBER);
                    case ROOT -> root(rotation);
                    case SEALS -> seals(rotation);
                    case LOG -> log.goOn(rotation);
                };
        if (over) {
            rotations.end(rotation);
        }
    }

    private boolean operator(Rotation rotation) {
        make(rotation, KeyKind.OPERATOR, KeyState.LIVE);
        told(rotation, keys.rewrapPersons(rotation.operator(), config.rotationBatch(), telling(rotation)));
        keys.retireOperatorKeys(rotation.operator());
        return onlyTheNewest(rotation, KeyKind.OPERATOR);
    }

    private boolean index(Rotation rotation, IndexKind kind) {
        make(rotation, kind.key(), KeyState.ARRIVING);
        keys.promoteIndexKey(rotation.operator(), kind);
        boolean arriving = keys.inUse(rotation.operator(), kind.key()).get(0).state == KeyState.ARRIVING;
        if (arriving) {
            return false;
        }
        told(rotation, keys.reindex(rotation.operator(), kind, config.rotationBatch(), telling(rotation)));
        keys.retireIndexKeys(rotation.operator(), kind);
        return onlyTheNewest(rotation, kind.key());
    }

    private boolean root(Rotation rotation) {
        rotations.done(rotation, keys.rewrapRoot());
        return true;
    }

    private boolean seals(Rotation rotation) {
        Suite suite = Suite.numbered(rotation.version());
        int batch = config.rotationBatch();
        told(
                rotation,
                sealed.stream()
                        .map(column -> Pass.over(
                                batch,
                                telling(rotation),
                                after -> column.reseal(rotation.operator(), suite, after, batch)))
                        .reduce(new Rewrapped(0, 0), Rewrapped::plus));
        return sealed.stream()
                        .mapToLong(column -> column.remaining(rotation.operator(), suite))
                        .sum()
                == 0;
    }

    /** The key of the order, once. */
    private void make(Rotation rotation, KeyKind kind, KeyState state) {
        if (keys.nextVersion(rotation.operator(), kind) <= rotation.version()) {
            keys.add(rotation.operator(), kind, rotation.version(), state);
        }
    }

    private boolean onlyTheNewest(Rotation rotation, KeyKind kind) {
        return keys.inUse(rotation.operator(), kind).stream().allMatch(key -> key.version >= rotation.version());
    }

    private Consumer<Rewrapped> telling(Rotation rotation) {
        return step -> rotations.done(rotation, step.done());
    }

    private void told(Rotation rotation, Rewrapped pass) {
        rotations.damaged(rotation, pass.damaged());
    }
}

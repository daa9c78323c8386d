package io.shiming.vault;

import io.quarkus.scheduler.Scheduled;
import io.shiming.problem.Cause;
import io.shiming.vault.suite.Suite;
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
    private final PersonKeyRenewal persons;
    private final VaultConfig config;
    private final LogKeyRotation log;
    private final Instance<SealedColumns> sealed;

    RotationJob(
            Rotations rotations,
            KeyRotation keys,
            PersonKeyRenewal persons,
            VaultConfig config,
            LogKeyRotation log,
            @Any Instance<SealedColumns> sealed) {
        this.rotations = rotations;
        this.keys = keys;
        this.persons = persons;
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
                    case PERSON -> persons(rotation);
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

    /** A new key for everybody, everything sealed with it, and then no old key. */
    private boolean persons(Rotation rotation) {
        var added =
                sealed.stream().map(column -> newKeys(rotation, column)).reduce(new PassResult(0, 0), PassResult::plus);
        told(rotation, added.plus(reseal(rotation, config.suite())));
        if (nothingIsLeft(rotation, config.suite()) && everySealIsRenewed()) {
            persons.destroyOld(rotation, config.rotationBatch());
        }
        return added.equals(new PassResult(0, 0)) && persons.everybodyHasOne(rotation.operator());
    }

    private PassResult newKeys(Rotation rotation, SealedColumns column) {
        int batch = config.rotationBatch();
        var total = new PassResult(0, 0);
        var some = column.persons(rotation.operator(), 0, batch);
        while (!some.isEmpty()) {
            total = total.plus(persons.add(rotation, some));
            some = column.persons(rotation.operator(), some.get(some.size() - 1), batch);
        }
        return total;
    }

    /** A feature that seals and takes no part in rotations keeps the old keys alive. */
    private boolean everySealIsRenewed() {
        var forgotten = persons.sealedTables();
        sealed.forEach(column -> forgotten.removeAll(column.tables()));
        if (!forgotten.isEmpty()) {
            LOG.errorf("no rotation re-encrypts %s: old keys of persons stay", forgotten);
        }
        return forgotten.isEmpty();
    }

    private boolean seals(Rotation rotation) {
        Suite suite = Suite.numbered(rotation.version());
        told(rotation, reseal(rotation, suite));
        return nothingIsLeft(rotation, suite);
    }

    private PassResult reseal(Rotation rotation, Suite suite) {
        int batch = config.rotationBatch();
        return sealed.stream()
                .map(column -> Pass.over(
                        batch, telling(rotation), after -> column.reseal(rotation.operator(), suite, after, batch)))
                .reduce(new PassResult(0, 0), PassResult::plus);
    }

    private boolean nothingIsLeft(Rotation rotation, Suite suite) {
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

    private Consumer<PassResult> telling(Rotation rotation) {
        return step -> rotations.done(rotation, step.done());
    }

    private void told(Rotation rotation, PassResult pass) {
        rotations.damaged(rotation, pass.damaged());
    }
}

package io.shiming.vault;

import io.shiming.vault.suite.Unopenable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The keys of one operator and kind, read again when they have grown old. */
final class KeyCache {
    // A made-up version in a damaged row must not send every request to the database.
    private static final Duration AT_LEAST = Duration.ofSeconds(1);

    private final Duration reload;
    private final UnaryOperator<List<HeldKey>> loader;
    private List<HeldKey> keys = List.of();
    private Instant readAt = Instant.MIN;

    KeyCache(Duration reload, UnaryOperator<List<HeldKey>> loader) {
        this.reload = reload;
        this.loader = loader;
    }

    /** The keys, newest first, none older than the reload time. */
    synchronized List<HeldKey> fresh(Instant now) {
        return notOlderThan(reload, now);
    }

    /** A key of a version, looked for once more if it is not known. */
    synchronized HeldKey version(int version, Instant now) {
        return find(version, keys)
                .or(() -> find(version, notOlderThan(AT_LEAST, now)))
                .orElseThrow(Unopenable::new);
    }

    /** Makes the next look one into the keyring. */
    synchronized void lookAgain() {
        readAt = Instant.MIN;
    }

    private List<HeldKey> notOlderThan(Duration age, Instant now) {
        if (readAt.equals(Instant.MIN) || !now.isBefore(readAt.plus(age))) {
            keys = loader.apply(keys);
            readAt = now;
        }
        return keys;
    }

    private static Optional<HeldKey> find(int version, List<HeldKey> keys) {
        return keys.stream().filter(key -> key.version == version).findFirst();
    }
}

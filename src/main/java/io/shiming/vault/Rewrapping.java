package io.shiming.vault;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Wraps keys again. It replaces a wrapped key only if no other writer has replaced it, and touches no sealed data. */
@ApplicationScoped
class Rewrapping {
    private final KeyringAdmin keyringAdmin;
    private final HeldKeys keys;
    private final RootRewrapping roots;

    Rewrapping(KeyringAdmin keyringAdmin, HeldKeys keys, RootRewrapping roots) {
        this.keyringAdmin = keyringAdmin;
        this.keys = keys;
        this.roots = roots;
    }

    int root() {
        return roots.all();
    }

    /** One pass over the operator's persons; the listener hears of every batch that is committed. */
    PassResult persons(int operator, int batch, Consumer<PassResult> listener) {
        HeldKey newest = keys.newest(operator, KeyKind.OPERATOR);
        PersonKeyWalk.Renewal renewal = (person, old) -> {
            var opened = DataKeys.unwrapped(keys, operator, person, old);
            return wrapped(newest, operator, person, old, opened);
        };
        return new PersonKeyWalk(operator, batch, renewal, null, "operator_key_version < ?", newest.version)
                .all(keyringAdmin, listener);
    }

    /** These versions of a person's key, wrapped by that key of the operator, and wiped. */
    static WrappedPersonKey wrapped(
            HeldKey by, int operator, long person, WrappedPersonKey old, SortedMap<Integer, byte[]> opened) {
        var wrapped = new TreeMap<Integer, byte[]>(Comparator.reverseOrder());
        opened.forEach((version, key) -> {
            wrapped.put(
                    version,
                    by.encrypt(key, DataKeys.context(operator, person, by.version, version, old.commitmentKey())));
            Arrays.fill(key, (byte) 0);
        });
        return old.with(wrapped, by.version);
    }
}

package io.shiming.vault;

import io.shiming.vault.suite.Suite;
import io.shiming.vault.suite.Unopenable;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * A person's key, unwrapped, with a budget and an end: while it is being renewed, the old one beside the new one. It hands
 * out sealing, with the newest, and opening, never itself.
 */
final class DataKey {
    private final Map<Integer, byte[]> versions;
    private final int newest;
    private final Map<Field, FieldKey> fields = new HashMap<>(4);
    private int sealsLeft;
    private boolean wiped;

    private record Field(int version, Suite suite, String table, String column) {}

    /** Takes the arrays over. */
    DataKey(Map<Integer, byte[]> owned, int seals) {
        this.versions = owned;
        this.newest = Collections.max(owned.keySet());
        this.sealsLeft = seals;
    }

    synchronized Sealed seal(Suite suite, Place place, byte[] plain) {
        mustBeWhole();
        if (sealsLeft <= 0) {
            throw new IllegalStateException("this person's key has sealed too often in a short time");
        }
        sealsLeft--;
        return Envelope.seal(field(newest, suite, place), newest, place, plain);
    }

    synchronized Plaintext unseal(Place place, Sealed sealed) {
        mustBeWhole();
        return new Plaintext(Envelope.open((version, suite) -> field(version, suite, place), place, sealed.bytes()));
    }

    synchronized void wipe() {
        wiped = true;
        fields.values().forEach(FieldKey::close);
        fields.clear();
        versions.values().forEach(bytes -> Arrays.fill(bytes, (byte) 0));
    }

    synchronized boolean wiped() {
        return wiped;
    }

    /** Derived once: the derivation costs more than sealing a record does. */
    private FieldKey field(int version, Suite suite, Place place) {
        byte[] bytes = versions.get(version);
        if (bytes == null) {
            throw new Unopenable();
        }
        return fields.computeIfAbsent(
                new Field(version, suite, place.table(), place.column()), name -> FieldKey.of(bytes, suite, place));
    }

    // Sealing with a wiped key would be sealing with zeros.
    private void mustBeWhole() {
        if (wiped) {
            throw new IllegalStateException("wiped");
        }
    }

    @Override
    public String toString() {
        return "DataKey[withheld]";
    }
}

package io.shiming.vault;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** A person's key, unwrapped, with a budget and an end. It hands out sealing and opening, never itself. */
final class DataKey {
    private final byte[] bytes;
    private final Map<Field, FieldKey> fields = new HashMap<>(4);
    private int sealsLeft;
    private boolean wiped;

    private record Field(Suite suite, String table, String column) {}

    DataKey(byte[] owned, int seals) {
        this.bytes = owned;
        this.sealsLeft = seals;
    }

    synchronized Sealed seal(Suite suite, Place place, byte[] plain) {
        mustBeWhole();
        if (sealsLeft <= 0) {
            throw new IllegalStateException("this person's key has sealed too often in a short time");
        }
        sealsLeft--;
        return Envelope.seal(field(suite, place), place, plain);
    }

    synchronized Plaintext unseal(Place place, Sealed sealed) {
        mustBeWhole();
        return new Plaintext(Envelope.open(suite -> field(suite, place), place, sealed.bytes()));
    }

    synchronized void wipe() {
        wiped = true;
        fields.values().forEach(FieldKey::close);
        fields.clear();
        Arrays.fill(bytes, (byte) 0);
    }

    synchronized boolean wiped() {
        return wiped;
    }

    /** Derived once: the derivation costs more than sealing a record does. */
    private FieldKey field(Suite suite, Place place) {
        return fields.computeIfAbsent(
                new Field(suite, place.table(), place.column()), name -> FieldKey.of(bytes, suite, place));
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

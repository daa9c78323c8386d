package io.shiming.vault;

import java.util.Arrays;

/** A person's key, unwrapped, with a budget and an end. It hands out sealing and opening, never itself. */
final class DataKey {
    private final byte[] bytes;
    private int sealsLeft;
    private boolean wiped;

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
        return Envelope.seal(bytes, suite, place, plain);
    }

    synchronized Plaintext unseal(Place place, Sealed sealed) {
        mustBeWhole();
        return new Plaintext(Envelope.open(bytes, place, sealed.bytes()));
    }

    synchronized void wipe() {
        wiped = true;
        Arrays.fill(bytes, (byte) 0);
    }

    synchronized boolean wiped() {
        return wiped;
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

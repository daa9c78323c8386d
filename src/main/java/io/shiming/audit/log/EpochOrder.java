package io.shiming.audit.log;

import io.shiming.audit.Entry;
import io.shiming.audit.tree.Hash;
import java.util.HexFormat;
import java.util.UUID;

/**
 * What two persons ordered, as it stands in the head store until it is carried out: the end of the epoch, and the entry
 * that is to be the first of the next one.
 */
record EpochOrder(UUID entry, Hash leaf, EpochEnd end) {
    static EpochOrder of(EpochEnd end, Entry first) {
        return new EpochOrder(first.id(), first.leafHash(), end);
    }

    String text() {
        return entry + "\n" + leaf.hex() + "\n" + end.text();
    }

    static EpochOrder parse(String text) {
        var parts = text.split("\n", 3);
        if (parts.length < 3) throw new IllegalArgumentException("not an order to begin an epoch");
        return new EpochOrder(
                UUID.fromString(parts[0]), Hash.of(HexFormat.of().parseHex(parts[1])), EpochEnd.parse(parts[2]));
    }
}

package io.shiming.audit;

import io.shiming.audit.tree.Hash;
import java.time.Clock;
import java.util.UUID;

/**
 * One entry of the log, ready to be appended: RFC 8785 JSON of at most 16 KiB, stored as hashed and never written again.
 * It says who did what, when, where and why, and never names the person concerned.
 */
public final class Entry {
    private static final int MOST_BYTES = 16 * 1024; // C2SP tlog-tiles would allow 65,535

    private final UUID id;
    private final int operator;
    private final byte[] bytes;

    Entry(UUID id, int operator, byte[] owned) {
        if (owned.length > MOST_BYTES) throw new IllegalArgumentException("an entry has at most 16 KiB");
        this.id = id;
        this.operator = operator;
        this.bytes = owned;
    }

    /** Begins an entry of this act by this actor, at the clock's time to the microsecond. */
    public static EntryDraft by(Accountable actor, Act act, Clock clock) {
        return new EntryDraft(actor, act, clock.instant());
    }

    /** The entry's id, a UUIDv7. */
    public UUID id() {
        return id;
    }

    /** The operator it was done for. */
    public int operator() {
        return operator;
    }

    /** A copy of the bytes that are stored and hashed. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** What the caller who caused the entry may keep; valid once the entry is committed. */
    public Receipt receipt() {
        return new Receipt(id, leafHash().hex());
    }

    /** The hash of the entry's leaf in the tree. */
    public Hash leafHash() {
        return Hash.ofLeaf(bytes);
    }

    @Override
    public String toString() {
        return "Entry[" + id + "]";
    }
}

package io.shiming.audit;

import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** Ids of entries: UUIDv7 (RFC 9562 section 5.7), whose first 48 bits are the entry's time in milliseconds. */
public final class EntryId {
    private static final TimeBasedEpochRandomGenerator IDS = new TimeBasedEpochRandomGenerator(new SecureRandom());

    private EntryId() {}

    public static UUID at(Instant time) {
        return IDS.construct(time.toEpochMilli());
    }

    public static Instant timeOf(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }

    /** The smallest id that can bear this time; ids below it are of an earlier millisecond. */
    public static UUID floor(Instant time) {
        return new UUID(time.toEpochMilli() << 16 | 0x7000, Long.MIN_VALUE);
    }
}

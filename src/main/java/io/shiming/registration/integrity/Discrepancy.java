package io.shiming.registration.integrity;

import java.util.UUID;

/**
 * A stored row that is not what the log says was written.
 *
 * @param registration the registration it belongs to
 * @param row which of its rows
 * @param kind what must have been done to it
 */
record Discrepancy(UUID registration, String row, Kind kind) {
    /** What a hand can do to a row. */
    enum Kind {
        EDITED,
        INSERTED,
        DELETED,
        ROLLED_BACK
    }

    /** Whether the whole registration is gone, as after a restore. */
    boolean isLostRegistration() {
        return kind == Kind.DELETED && row.equals("registration");
    }

    /** As the alarm names it. */
    String named() {
        return row + " " + kind;
    }
}

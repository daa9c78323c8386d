package io.shiming.running;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Cuts the line between the service and its database in the middle of a transaction, once. The server says with each
 * ReadyForQuery whether a transaction is open (T), none is (I), or one has failed (E).
 */
final class Scissors {
    private static final int NEVER = -1;
    private static final int COMMIT = 0;
    private static final int SEVERAL = 4;

    private final AtomicInteger after = new AtomicInteger(NEVER);

    /**
     * The next transaction loses its line when this many of its statements are done, before the answer to the last.
     */
    void cutAfter(int statements) {
        after.set(statements);
    }

    /** The next transaction of several statements is committed, and nobody hears of it. */
    void cutAtCommit() {
        after.set(COMMIT);
    }

    boolean areOpen() {
        return after.get() != NEVER;
    }

    Line line() {
        return new Line();
    }

    /** One connection. */
    final class Line {
        private int done;

        boolean isCutAt(byte state) {
            if (state == 'T') {
                return after.compareAndSet(++done, NEVER);
            }
            boolean ended = done >= SEVERAL; // a job's short transaction is none of the test's
            done = 0;
            return ended && after.compareAndSet(COMMIT, NEVER);
        }
    }
}

package io.shiming.running;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Cuts the line between the service and its database in the middle of a transaction, once. The server says with each
 * ReadyForQuery whether a transaction is open (T), none is (I), or one has failed (E).
 */
final class Scissors {
    private static final int NEVER = -1;

    private final AtomicInteger after = new AtomicInteger(NEVER);

    /**
     * The next transaction loses its line when this many of its statements are done, before the answer to the last. The
     * commit counts as one.
     */
    void cutAfter(int statements) {
        after.set(statements);
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
            boolean inTransaction = state == 'T';
            boolean ended = !inTransaction && done > 0;
            done = inTransaction || ended ? done + 1 : 0;
            boolean cut = done > 0 && after.compareAndSet(done, NEVER);
            if (!inTransaction) done = 0;
            return cut;
        }
    }
}

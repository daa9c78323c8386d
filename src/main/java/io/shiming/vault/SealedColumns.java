package io.shiming.vault;

/** A feature's sealed columns: what a change from one suite to the other has to seal anew. */
public interface SealedColumns {

    /** How many values of the operator are sealed in another suite; erased persons do not count. */
    long remaining(int operator, Suite suite);

    /**
     * Seals at most so many of them anew, in a transaction of its own, in the suite that is configured.
     *
     * @param after only persons with a greater id
     */
    Refilled reseal(int operator, Suite suite, long after, int atMost);
}

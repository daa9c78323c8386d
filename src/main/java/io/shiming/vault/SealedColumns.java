package io.shiming.vault;

/**
 * A feature's sealed columns: what a change of the suite, or of the persons' own keys, has to seal anew. Every
 * table of schema registry with a column {@code sealed} needs a bean of this type, or persons' old keys stay for ever.
 */
public interface SealedColumns {

    /** The table, as schema.name. */
    String table();

    /**
     * How many values of the operator are sealed in another suite, or under a key of the person that is not the newest
     * (bytes 3 and 4 of the envelope differ from {@code keyring.newest_version}); erased persons do not count.
     */
    long remaining(int operator, Suite suite);

    /**
     * Seals at most so many of them anew, in a transaction of its own, in the suite that is configured.
     *
     * @param after only persons with a greater id
     */
    Refilled reseal(int operator, Suite suite, long after, int atMost);
}

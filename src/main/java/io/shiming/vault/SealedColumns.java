package io.shiming.vault;

import io.shiming.vault.suite.Suite;
import java.util.List;
import java.util.Set;

/**
 * A feature's sealed columns: a change of the suite, or of the persons' own keys, has to seal them again. Every
 * table of schema registry that has a column {@code sealed} needs a bean of this type, or persons' old keys stay for ever.
 * A value that is sealed under a key of its own is its own person here: the ids are from one sequence.
 */
public interface SealedColumns {

    /** The tables, as schema.name. */
    Set<String> tables();

    /** Persons of the operator with a sealed value here, in the order of their ids; erased persons do not count. */
    List<Long> persons(int operator, long after, int atMost);

    /**
     * How many values of the operator are sealed in another suite, or under a key of the person that is not the newest
     * (bytes 3 and 4 of the envelope differ from {@code keyring.newest_version}); erased persons do not count.
     */
    long remaining(int operator, Suite suite);

    /**
     * Seals at most so many of them again, in transactions of its own, in the suite that is configured.
     *
     * @param after only persons with a greater id
     */
    BatchResult reseal(int operator, Suite suite, long after, int atMost);
}

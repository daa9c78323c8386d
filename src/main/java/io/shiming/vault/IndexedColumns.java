package io.shiming.vault;

/** A feature's columns that hold blind indexes: a rotation of index keys has to fill them again. */
public interface IndexedColumns {

    /** How many rows of the operator hold an index of this key version, counted as far as that; erased persons do not count. */
    long dependents(int operator, IndexKind kind, int keyVersion, int asFarAs);

    /** How many rows of the operator hold only an index of an older key version; erased persons do not count. */
    long remaining(int operator, IndexKind kind, int keyVersion);

    /**
     * Fills at most so many of them with the newest index, in a transaction of its own.
     *
     * @param after only persons with a greater id
     */
    BatchResult reindex(int operator, IndexKind kind, int keyVersion, long after, int atMost);
}

package io.shiming.vault;

/** A feature's columns that hold blind indexes: what a rotation of index keys has to fill anew. */
public interface IndexedColumns {

    /** How many rows of the operator hold no index of this key version yet. */
    long remaining(int operator, IndexKind kind, int keyVersion);

    /** Fills at most so many of them, in a transaction of its own; returns how many. */
    int reindex(int operator, IndexKind kind, int keyVersion, int atMost);
}

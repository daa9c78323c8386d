package io.shiming.vault;

import io.shiming.vault.suite.Suite;

/** What a key of an operator is for; a key never serves two ends. */
enum KeyKind {
    /** Wraps the keys of persons. */
    OPERATOR,
    /** Makes the blind index of documents. */
    DOCUMENT,
    /** Makes the blind index of numbers. */
    NUMBER,
    /** Makes fingerprints of requests. Not rotated: a retry must find its first attempt. */
    REQUEST;

    /** Length in bytes of a key of this kind in this suite. */
    int bytes(Suite suite) {
        return this == OPERATOR ? suite.primitives().keyBytes() : 32;
    }
}

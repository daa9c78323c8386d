/**
 * The Merkle tree of the log: RFC 6962 hashing, stored as C2SP tlog-tiles of height 8, with proofs and their checks.
 *
 * <p>Knows nothing of entries, databases or keys, only of hashes; the offline verifier stands on this alone.
 */
@NullMarked
package io.shiming.audit.tree;

import org.jspecify.annotations.NullMarked;

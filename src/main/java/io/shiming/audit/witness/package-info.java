/**
 * A witness: a process of somebody else, with its own key and disk, that puts its name under a checkpoint only if that
 * checkpoint extends the last one it saw (C2SP tlog-witness and tlog-cosignature). Whoever holds the log's key and its
 * database still cannot show two histories.
 *
 * <p>Knows checkpoints and proofs; no entry, no database and no service.
 */
@NullMarked
package io.shiming.audit.witness;

import org.jspecify.annotations.NullMarked;

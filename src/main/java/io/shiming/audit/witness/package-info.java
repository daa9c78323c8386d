/**
 * A witness: a process of another organisation, with its own key and disk. It cosigns a checkpoint only if that
 * checkpoint extends the last one it saw (C2SP tlog-witness and tlog-cosignature). An attacker with the log's key and
 * its database still cannot show two histories.
 *
 * <p>Knows checkpoints and proofs; no entry, no database and no service.
 */
@NullMarked
package io.shiming.audit.witness;

import org.jspecify.annotations.NullMarked;

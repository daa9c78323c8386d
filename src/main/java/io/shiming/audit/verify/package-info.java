/**
 * Checks a log without network, database or trust: from a copy of its files, its public key and one's own receipts.
 *
 * <p>Shares with the service only the tree and the notes; it is for an auditor who does not trust the service.
 */
@NullMarked
package io.shiming.audit.verify;

import org.jspecify.annotations.NullMarked;

/**
 * The log of everything done with personal data: complete, and checkable by people who do not trust us.
 *
 * <p>An entry commits or fails with the act it tells of; afterwards it gets a place in a Merkle tree whose signed head
 * is kept outside the database. Knows who acts and why, never the person concerned: no entry has personal data or its
 * hash. Order between acts that run at the same time is not promised; the index in the tree is the order of the log.
 */
@NullMarked
package io.shiming.audit;

import org.jspecify.annotations.NullMarked;

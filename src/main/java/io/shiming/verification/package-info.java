/**
 * Whether a document is genuine and whose it is, and how many mobile cards a person has. These two questions are asked
 * outside before a registration: of the identity authority, and of the national hub.
 *
 * <p>Promise: only a signed, fresh answer to this very question counts. Any other answer, or none, is
 * {@code UNAVAILABLE}, which is never a match (Anti-Telecom and Online Fraud Law, articles 9 and 10: no service without
 * verification). Knows nothing of contracts, keys or tokens, and keeps nothing.
 */
@NullMarked
package io.shiming.verification;

import org.jspecify.annotations.NullMarked;

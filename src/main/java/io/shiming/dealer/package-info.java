/**
 * Dealers and their stores: who may sign subscribers for an operator today. A dealer's contract and status are the
 * operator's answer for its agents (Order 24 article 11).
 *
 * <p>Knows nothing of subscribers.
 */
@NullMarked
package io.shiming.dealer;

import org.jspecify.annotations.NullMarked;

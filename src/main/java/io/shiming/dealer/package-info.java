/**
 * Dealers, their stores and their staff: who may sign subscribers for an operator today. No dealer without a contract
 * and a licence, none under another dealer, none that is struck off (Order 24 article 11, Anti-Telecom and Online Fraud
 * Law article 9, MIIT opinions of 2016-11); no clerk without training (Order 24 article 15). The answer stands in the
 * database ({@code registry.dealer_refusal}) and is asked within each call, so that a change holds at once everywhere.
 *
 * <p>Knows nothing of subscribers.
 */
@NullMarked
package io.shiming.dealer;

import org.jspecify.annotations.NullMarked;

/**
 * Events, written in the transaction of the act they tell of, and read in the order in which they were placed after
 * it. No event holds anything personal: an id, a kind, a time.
 *
 * <p>Knows nothing of who reads them.
 */
@NullMarked
package io.shiming.outbox;

import org.jspecify.annotations.NullMarked;

/**
 * Orders of two persons about many records: one places the order, a second one of another unit approves it, and the
 * first begins it once, all within a day. Each step is in the log.
 *
 * <p>Knows what an order is about only as a text; those who define an order say what it does.
 */
@NullMarked
package io.shiming.access.order;

import org.jspecify.annotations.NullMarked;

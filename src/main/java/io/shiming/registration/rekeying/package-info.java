/**
 * Seals and indexes renewed under new keys or another suite, in batches, each bound to an entry of the log.
 *
 * <p>Decides on no rotation; {@code vault} orders it. What it opens leaves as a seal or an index only.
 */
@NullMarked
package io.shiming.registration.rekeying;

import org.jspecify.annotations.NullMarked;

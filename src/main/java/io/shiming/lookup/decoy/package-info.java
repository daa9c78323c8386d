/**
 * Decoys: planted registrations that no honest caller looks up. A lookup of one raises an alarm; a self-check tries
 * the alarm.
 *
 * <p>Shows no person. The registrations of decoys are written by {@code registration}.
 */
@NullMarked
package io.shiming.lookup.decoy;

import org.jspecify.annotations.NullMarked;

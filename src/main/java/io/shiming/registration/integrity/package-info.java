/**
 * Rows bound to entries of the log: each registration is compared with the log again and again, and a difference raises
 * an alarm.
 *
 * <p>Knows rows by name and columns only. It repairs nothing.
 */
@NullMarked
package io.shiming.registration.integrity;

import org.jspecify.annotations.NullMarked;

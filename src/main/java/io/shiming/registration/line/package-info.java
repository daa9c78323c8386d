/**
 * The line of a registration: its state, who may change it and why, deadlines, and repeated verification. Each change
 * is bound to an entry of the log.
 *
 * <p>Opens no seal and shows no identity. Lines are opened by a signing, not here.
 */
@NullMarked
package io.shiming.registration.line;

import org.jspecify.annotations.NullMarked;

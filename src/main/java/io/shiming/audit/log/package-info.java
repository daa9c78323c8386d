/**
 * The log as it is kept: entries get their index, heads are signed, mirrored and shown to witnesses, epochs end and
 * begin. A head is signed only if it extends the last one.
 *
 * <p>Knows entries as bytes; what an entry says is for {@code audit}.
 */
@NullMarked
package io.shiming.audit.log;

import org.jspecify.annotations.NullMarked;

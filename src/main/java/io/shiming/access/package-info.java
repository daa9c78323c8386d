/**
 * Who is calling, and what the caller may do: actors, roles, permissions, what a call set out to do, and writes that a
 * repetition does not repeat. The packages inside make actors of tokens, decide what a lookup may show, and are the
 * sole makers of permits to open a seal. Every refusal they see is written to the log.
 *
 * <p>Knows nothing of registrations or of what is behind a seal.
 */
@NullMarked
package io.shiming.access;

import org.jspecify.annotations.NullMarked;

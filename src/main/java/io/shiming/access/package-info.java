/**
 * Who is calling, and what he may do: tokens become actors, roles become permissions, and one policy decides what a
 * look-up may show. The sole maker of permits to open a seal. Every refusal it sees is written to the log.
 *
 * <p>Knows nothing of registrations or of what is behind a seal.
 */
@NullMarked
package io.shiming.access;

import org.jspecify.annotations.NullMarked;

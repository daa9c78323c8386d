/**
 * What is stored about how a registration came about, group by group: who verified, captured, compared, reviewed and signed
 * it, and what became of it.
 *
 * <p>Decides nothing and writes no entry; {@code lookup} has done both by then.
 */
@NullMarked
package io.shiming.lookup.provenance;

import org.jspecify.annotations.NullMarked;

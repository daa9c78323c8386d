/**
 * Finds entries by who, what, why and when, and proves that an entry is in the log.
 *
 * <p>Writes nothing and signs nothing. No search is by a person's data: no entry holds any.
 */
@NullMarked
package io.shiming.audit.search;

import org.jspecify.annotations.NullMarked;

/**
 * Applications that wait: for the authority's answer, for a reviewer, or for the police. Each one ends once.
 *
 * <p>Takes no new application; that is a signing.
 */
@NullMarked
package io.shiming.registration.pending;

import org.jspecify.annotations.NullMarked;

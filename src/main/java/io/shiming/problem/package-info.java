/**
 * The vocabulary of refusal: codes, and the help that goes with each. {@code problem.http} alone makes an HTTP answer
 * of a refusal.
 *
 * <p>Knows nothing of subscribers; every other package may import it.
 */
@NullMarked
package io.shiming.problem;

import org.jspecify.annotations.NullMarked;

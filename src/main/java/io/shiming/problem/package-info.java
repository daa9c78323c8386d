/**
 * The vocabulary of refusal, and the only place where a refusal becomes an HTTP answer.
 *
 * <p>Knows nothing of subscribers; every other package may import it.
 */
@NullMarked
package io.shiming.problem;

import org.jspecify.annotations.NullMarked;

/**
 * What a person may still open: rules on abnormal openings, the sanctions list, what was refused, and appeals against it.
 *
 * <p>Promise: every refusal from here tells its rule, what counts, what can be done about it and how to appeal; what an
 * accepted appeal lifts is lifted in the same transaction. Knows a person only by the digest that operators and
 * authorities agreed on; knows no contract and opens no seal.
 */
@NullMarked
package io.shiming.limits;

import org.jspecify.annotations.NullMarked;

/**
 * Service numbers: mobile, fixed, Internet of things, business numbers and access accounts, by the Chinese numbering
 * plan.
 *
 * <p>Does not know whether a number is in use.
 */
@NullMarked
package io.shiming.identity.number;

import org.jspecify.annotations.NullMarked;

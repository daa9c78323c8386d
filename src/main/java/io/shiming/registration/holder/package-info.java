/**
 * What a proven holder may do with a registration: dispute it, or withdraw a consent.
 *
 * <p>Shows no identity; the holder is compared, not displayed.
 */
@NullMarked
package io.shiming.registration.holder;

import org.jspecify.annotations.NullMarked;

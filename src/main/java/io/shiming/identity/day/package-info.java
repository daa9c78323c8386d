/**
 * Days as the law counts them: dates in Asia/Shanghai, full years, and the hours of the night.
 *
 * <p>Knows no clock; the time is passed in.
 */
@NullMarked
package io.shiming.identity.day;

import org.jspecify.annotations.NullMarked;

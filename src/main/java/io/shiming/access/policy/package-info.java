/**
 * What a permitted caller may see: the rules of lookups, their quotas and alarms, and the permits to open a seal. The
 * one place where a decision or a permit is made.
 *
 * <p>Knows neither registrations nor what is behind a seal.
 */
@NullMarked
package io.shiming.access.policy;

import org.jspecify.annotations.NullMarked;

/**
 * What a lookup may rest on besides a rule: an order of an authority, emergency access, and a manager's consent for a
 * minor.
 *
 * <p>Opens no seal; {@code lookup} asks the database whether one of these is in force.
 */
@NullMarked
package io.shiming.lookup.order;

import org.jspecify.annotations.NullMarked;

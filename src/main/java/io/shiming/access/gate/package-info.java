/**
 * The way into the service: a call is admitted, its token becomes an actor, and its permission is checked before any
 * resource runs. Each refusal is entered in the log, or counted beyond a rate.
 *
 * <p>Knows no rule on what a lookup may show, and nothing of what a resource does.
 */
@NullMarked
package io.shiming.access.gate;

import org.jspecify.annotations.NullMarked;

/**
 * The first and the last step of the process: which profile runs, whether its settings are fit for it, and for a trial
 * the stand-ins around the service.
 *
 * <p>Promise: nothing of the service starts with settings that are missing or weak in production, and nothing of a
 * trial outlives it. The only package that prints to the console, and that reads the system clock.
 */
@NullMarked
package io.shiming.boot;

import org.jspecify.annotations.NullMarked;

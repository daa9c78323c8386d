/**
 * The packaged service as an operator runs it: another process, spoken to over HTTP, killed without warning, and its
 * files read as a thief would read them.
 *
 * <p>Promise: no test here leaves a process behind, ends one that it did not start, or talks to anything but loopback.
 * Knows the service by its addresses and files only.
 */
@NullMarked
package io.shiming.packaged;

import org.jspecify.annotations.NullMarked;

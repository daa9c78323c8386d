/**
 * The only door through which staff see a person's data: a purpose and a legal basis are stated, the policy decides,
 * the entry is in the log, and only then is the seal opened and shown, masked unless asked for by name.
 *
 * <p>Changes nothing.
 */
@NullMarked
package io.shiming.lookup;

import org.jspecify.annotations.NullMarked;

/**
 * An application as the form states it: who applies, on which documents, for which service, and the rules that need no
 * database.
 *
 * <p>Knows nothing of rows, keys or the authority. What has passed here is well-formed, not verified.
 */
@NullMarked
package io.shiming.registration.application;

import org.jspecify.annotations.NullMarked;

/**
 * Corrections of what is recorded of a subscriber: the document is checked again, and the next version of the sealed identity
 * is written beside the earlier ones.
 *
 * <p>Shows no identity: it opens the latest version to compare it with the document, and tells the names of the fields that
 * differ.
 */
@NullMarked
package io.shiming.registration.correction;

import org.jspecify.annotations.NullMarked;

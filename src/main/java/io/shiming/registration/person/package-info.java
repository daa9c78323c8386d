/**
 * A person holds several documents: they are joined, and split where that was wrong.
 *
 * <p>Each document keeps its registrations and its key. Who has them all is decided here and counted by
 * {@code registry.documents_of}.
 */
@NullMarked
package io.shiming.registration.person;

import org.jspecify.annotations.NullMarked;

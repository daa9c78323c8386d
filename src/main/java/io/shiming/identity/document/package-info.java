/**
 * Documents of persons and organisations: types, numbers, check digits, terms, issuing states, and the reviewed tables
 * of what is accepted since when.
 *
 * <p>Knows neither names nor machine-readable zones. A well-formed number is not a verified one.
 */
@NullMarked
package io.shiming.identity.document;

import org.jspecify.annotations.NullMarked;

/**
 * The identity of a person and of a line, as values: documents, names, addresses and service numbers. A value that
 * exists has passed every rule of form; what was written on the document is kept as it was written.
 *
 * <p>Nothing here prints a person. Knows nothing of the authority, the database, the clock or the request: the day is
 * passed in, as a date in Asia/Shanghai. A well-formed number is not a verified one.
 */
@NullMarked
package io.shiming.identity;

import org.jspecify.annotations.NullMarked;

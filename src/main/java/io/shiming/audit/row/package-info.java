/**
 * The digest by which an entry binds a stored row: SHA-256 over a salt and the row's columns as canonical JSON (RFC
 * 8785).
 *
 * <p>Knows no table and no entry; the offline verifier uses it to compare rows.
 */
@NullMarked
package io.shiming.audit.row;

import org.jspecify.annotations.NullMarked;

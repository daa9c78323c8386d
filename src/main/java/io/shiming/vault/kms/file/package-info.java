/**
 * The root key in a PKCS#12 file, for trials and tests: a reader of the file and its password has every key. Knows
 * nothing of what it wraps.
 */
@NullMarked
package io.shiming.vault.kms.file;

import org.jspecify.annotations.NullMarked;

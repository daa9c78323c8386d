/**
 * Text from outside, held to form: lengths in code points, visible characters only, masks, addresses, and the reader of
 * reviewed tables.
 *
 * <p>Knows no document and no name; nothing here prints what it holds.
 */
@NullMarked
package io.shiming.identity.text;

import org.jspecify.annotations.NullMarked;

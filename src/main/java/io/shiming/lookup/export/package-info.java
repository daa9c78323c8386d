/**
 * Exports of many records: two persons order one, and its file is sealed for its recipient, window by window. The
 * entries of a window are in the log before its first seal is opened.
 *
 * <p>Keeps no file, and decides on no single lookup.
 */
@NullMarked
package io.shiming.lookup.export;

import org.jspecify.annotations.NullMarked;

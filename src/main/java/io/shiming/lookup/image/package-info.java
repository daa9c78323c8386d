/**
 * Shows an image that was taken as evidence, after the same decision and entry as any other lookup.
 *
 * <p>Takes and changes no image; that is for {@code evidence}.
 */
@NullMarked
package io.shiming.lookup.image;

import org.jspecify.annotations.NullMarked;

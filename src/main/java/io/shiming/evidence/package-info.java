/**
 * What is seen at the counter and kept: the photo taken on site and copies of documents. An image is judged by its
 * bytes before anything decodes it, drawn again, sealed under a key of its own, and from then on seen through
 * {@code lookup} only.
 *
 * <p>Knows nothing of contracts: the signing that uses an image says which person it belongs to.
 */
@NullMarked
package io.shiming.evidence;

import org.jspecify.annotations.NullMarked;

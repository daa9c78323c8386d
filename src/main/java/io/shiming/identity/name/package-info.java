/**
 * Names of persons and organisations: what a document may print, the key by which two writings of a name are equal, and
 * the mask.
 *
 * <p>Keeps a name as the document shows it and corrects nothing.
 */
@NullMarked
package io.shiming.identity.name;

import org.jspecify.annotations.NullMarked;

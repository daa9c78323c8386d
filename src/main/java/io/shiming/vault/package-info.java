/**
 * Seals and opens personal fields, and makes the blind indexes by which a person or a line is found. Keys never leave
 * this package; a caller needs a permit for plaintext.
 *
 * <p>Knows nothing of subscribers, contracts or lines, only of operators, places and permits. Every primitive comes from
 * Tink, the JDK or Bouncy Castle.
 */
@NullMarked
package io.shiming.vault;

import org.jspecify.annotations.NullMarked;

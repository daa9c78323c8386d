/**
 * The algorithms: one suite of international and one of Chinese commercial cryptography, behind one interface.
 *
 * <p>Keeps no key of its own, and knows neither operators nor places. Every primitive comes from Tink, the JDK or
 * Bouncy Castle.
 */
@NullMarked
package io.shiming.vault.suite;

import org.jspecify.annotations.NullMarked;

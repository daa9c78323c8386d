/**
 * The contract: signing a person for a mobile number, a fixed line or internet access, the cap on cards, what happens
 * when the authority does not answer, and whether a line may go live.
 *
 * <p>Shows no identity; that is what {@code lookup} is for.
 */
@NullMarked
package io.shiming.registration;

import org.jspecify.annotations.NullMarked;

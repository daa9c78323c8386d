/**
 * One question to an authority over HTTP and its signed answer: one repetition where the connection broke, a circuit breaker where nothing comes.
 *
 * <p>Promise: what {@link io.shiming.verification.enquiry.SignedEnquiry} returns was signed by the authority, for this
 * kind of answer. Whether it answers the question is for the adapter to say. Knows no person and no protocol.
 */
@NullMarked
package io.shiming.verification.enquiry;

import org.jspecify.annotations.NullMarked;

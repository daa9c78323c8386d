/**
 * What an applicant is told before signing: the notice on collecting and using personal data, by version and
 * language, and who acknowledged which.
 *
 * <p>Knows nothing of documents or of verification.
 */
@NullMarked
package io.shiming.consent;

import org.jspecify.annotations.NullMarked;

package io.shiming.lookup.image;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Which image to see, and why.
 *
 * @param registrationId the registration it belongs to
 * @param kind {@code photo} or {@code copy}
 * @param number which of several copies, from 1; 1 if not said
 * @param purpose what it is for, see the policy
 * @param legalBasis on which ground
 * @param caseRef the case, where the purpose needs one: 1 to 64 of letters, digits and {@code ._/-}
 */
record ImageRequest(
        @Nullable String registrationId,
        @Schema(enumeration = {"photo", "copy"}) @Nullable String kind,

        @Nullable Integer number,
        @Nullable String purpose,
        @Nullable String legalBasis,
        @Nullable String caseRef) {}

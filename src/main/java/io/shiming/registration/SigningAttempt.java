package io.shiming.registration;

import io.shiming.access.Actor;
import io.shiming.access.IdempotencyKey;
import io.shiming.access.SecondReviewer;
import io.shiming.registration.application.Application;
import io.shiming.registration.store.RequestDigest;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to sign, the same in each of its rounds.
 *
 * @param digest of the request's body
 * @param person the agreed digest of the person who wants one card more; null where no card is counted
 * @param second the colleague who looked at the documents too, if there is one
 * @param publicId the registration's, and the question's to the authority
 */
record SigningAttempt(
        Actor actor,
        IdempotencyKey key,
        RequestDigest digest,
        Application application,
        @Nullable String person,
        @Nullable SecondReviewer second,
        UUID publicId) {
    /** What tells it from every other attempt of its client and store. */
    String request() {
        var hex = HexFormat.of();
        return "POST /v1/registrations\n" + hex.formatHex(key.bytes()) + "\n" + hex.formatHex(digest.bytes());
    }
}

package io.shiming.registration;

import io.shiming.access.Actor;
import io.shiming.access.IdempotencyKey;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to sign, the same in each of its rounds.
 *
 * @param digest of the request's body
 * @param person the agreed digest of who wants one card more; nobody, where none is counted
 * @param publicId the registration's, and the question's to the authority
 */
record Attempt(
        Actor actor,
        IdempotencyKey key,
        Digest digest,
        Application application,
        @Nullable String person,
        UUID publicId) {}

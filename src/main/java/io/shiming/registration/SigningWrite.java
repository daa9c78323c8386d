package io.shiming.registration;

import io.shiming.access.Actor;
import io.shiming.audit.Entry;
import io.shiming.registration.application.Application;
import io.shiming.registration.integrity.BoundRows;
import io.shiming.vault.Sealed;
import io.shiming.vault.WrappedPersonKey;
import io.shiming.verification.Answer;
import java.time.Instant;
import java.util.UUID;

/** Everything a signing writes. */
record SigningWrite(
        SigningAttempt attempt,
        SigningContext context,
        WrappedPersonKey personKey,
        SigningIndexes indexes,
        Sealed sealed,
        Answer answer,
        UUID eventId,
        Entry entry,
        BoundRows rows,
        Instant at) {
    Actor actor() {
        return attempt.actor();
    }

    Application application() {
        return attempt.application();
    }

    UUID publicId() {
        return attempt.publicId();
    }
}

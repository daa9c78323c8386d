package io.shiming.verification;

import io.shiming.identity.IdentityRecord;
import io.shiming.identity.day.StatutoryDay;
import io.shiming.vault.AgreedDigest;
import io.shiming.vault.Place;
import io.shiming.vault.Sealed;
import io.shiming.vault.UnsealPermit;
import io.shiming.vault.Vault;
import io.shiming.vault.WrappedPersonKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Asks outside about an application that is sealed already; the plaintext does not leave this call. */
@ApplicationScoped
public class SealedClaims {
    private final Vault vault;
    private final OutsideChecks checks;
    private final AgreedDigest digests;
    private final Clock clock;

    SealedClaims(Vault vault, OutsideChecks checks, AgreedDigest digests, Clock clock) {
        this.vault = vault;
        this.checks = checks;
        this.digests = digests;
        this.clock = clock;
    }

    /**
     * An answer, and the agreed digest of who wants one card more; no digest where none is counted, or none is agreed on.
     */
    public record Asked(Answer answer, @Nullable String person) {}

    /**
     * The answer; the same request id asks the same question again.
     *
     * @param card whether a mobile card is to be opened
     */
    public Asked ask(
            UUID requestId, boolean card, UnsealPermit permit, WrappedPersonKey key, Place place, Sealed sealed) {
        try (var plain = vault.unseal(permit, key, place, sealed)) {
            var identity = plain.read(IdentityRecord::from);
            var answer = checks.ask(requestId, place.operator(), identity, card);
            boolean counts = card && identity.organisation().isEmpty() && digests.agreed();
            var today = StatutoryDay.of(clock.instant());
            return new Asked(answer, counts ? digests.of(identity.documentCanonical(today)) : null);
        }
    }

    /** The agreed digest of the document; null where no key is agreed on. */
    public @Nullable String digest(UnsealPermit permit, WrappedPersonKey key, Place place, Sealed sealed) {
        if (!digests.agreed()) {
            return null;
        }
        try (var plain = vault.unseal(permit, key, place, sealed)) {
            var today = StatutoryDay.of(clock.instant());
            return digests.of(plain.read(IdentityRecord::from).documentCanonical(today));
        }
    }
}

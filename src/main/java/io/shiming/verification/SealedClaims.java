package io.shiming.verification;

import io.shiming.identity.IdentityRecord;
import io.shiming.vault.Place;
import io.shiming.vault.Sealed;
import io.shiming.vault.UnsealPermit;
import io.shiming.vault.Vault;
import io.shiming.vault.WrappedPersonKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Asks outside about an application that is sealed already; the plaintext does not leave this call. */
@ApplicationScoped
public class SealedClaims {
    private final Vault vault;
    private final OutsideChecks checks;

    SealedClaims(Vault vault, OutsideChecks checks) {
        this.vault = vault;
        this.checks = checks;
    }

    /**
     * The answer; the same request id asks the same question again.
     *
     * @param card whether a mobile card is to be opened
     */
    public Answer ask(
            UUID requestId, boolean card, UnsealPermit permit, WrappedPersonKey key, Place place, Sealed sealed) {
        try (var plain = vault.unseal(permit, key, place, sealed)) {
            var identity = plain.read(IdentityRecord::from);
            return checks.ask(requestId, place.operator(), identity, card);
        }
    }
}

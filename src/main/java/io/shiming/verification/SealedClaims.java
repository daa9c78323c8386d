package io.shiming.verification;

import io.shiming.identity.IdentityRecord;
import io.shiming.vault.Place;
import io.shiming.vault.Sealed;
import io.shiming.vault.UnsealPermit;
import io.shiming.vault.Vault;
import io.shiming.vault.WrappedPersonKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Asks the authority about an application that is sealed already; the plaintext does not leave this call. */
@ApplicationScoped
public class SealedClaims {
    private final Vault vault;
    private final IdentityAuthority authority;

    SealedClaims(Vault vault, IdentityAuthority authority) {
        this.vault = vault;
        this.authority = authority;
    }

    /** The authority's answer; the same request id asks the same question again. */
    public Answer ask(UUID requestId, UnsealPermit permit, WrappedPersonKey key, Place place, Sealed sealed) {
        try (var plain = vault.unseal(permit, key, place, sealed)) {
            var identity = plain.read(IdentityRecord::from);
            return authority.ask(Claim.of(requestId, identity), Claim.beside(requestId, identity));
        }
    }
}

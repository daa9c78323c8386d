package io.shiming.registration.rekeying;

import io.shiming.access.policy.Permits;
import io.shiming.identity.IdentityRecord;
import io.shiming.vault.Place;
import io.shiming.vault.Sealed;
import io.shiming.vault.Vault;
import io.shiming.vault.WrappedPersonKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/**
 * Opens what is sealed so that it can be indexed or sealed under another key. The one place in this package that opens a
 * seal; what it opens leaves only as a blind index or as another seal, and the batch it belongs to is in the log.
 */
@ApplicationScoped
class SealRenewal {
    private final Vault vault;
    private final Permits permits;

    SealRenewal(Vault vault, Permits permits) {
        this.vault = vault;
        this.permits = permits;
    }

    /** What is made of the opened record; the record is wiped. */
    <T> T made(SealedIdentity identity, Function<IdentityRecord, T> maker) {
        var permit = permits.toRenew(identity.operator(), identity.person());
        try (var plain = vault.unseal(permit, identity.key(), identity.place(), identity.sealed())) {
            return maker.apply(plain.read(IdentityRecord::from));
        }
    }

    /** The same value for the same place, sealed in the suite that writes now. */
    Sealed again(WrappedPersonKey key, Place place, Sealed sealed) {
        var permit = permits.toRenew(place.operator(), place.person());
        try (var plain = vault.unseal(permit, key, place, sealed)) {
            return plain.read(bytes -> vault.seal(key, place, bytes));
        }
    }
}

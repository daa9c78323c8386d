package io.shiming.verification;

import io.shiming.identity.IdentityRecord;
import io.shiming.identity.PresentedPerson;
import io.shiming.vault.Place;
import io.shiming.vault.Sealed;
import io.shiming.vault.UnsealPermit;
import io.shiming.vault.Vault;
import io.shiming.vault.WrappedPersonKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;

/** Compares what is sealed with a document that the authority has confirmed; the plaintext does not leave this call. */
@ApplicationScoped
public class SealedCorrection {
    private final Vault vault;

    SealedCorrection(Vault vault) {
        this.vault = vault;
    }

    /**
     * The next version.
     *
     * @param fields the names of what differs from the version before, and no value
     */
    public record NextIdentity(List<String> fields, Sealed sealed) {}

    /**
     * The version after the one that is sealed, with its subscriber as the document shows the person.
     *
     * @param next where it will lie
     */
    public NextIdentity of(
            PresentedPerson shown, UnsealPermit permit, WrappedPersonKey key, Place place, Sealed sealed, Place next) {
        try (var plain = vault.unseal(permit, key, place, sealed)) {
            var recorded = plain.read(IdentityRecord::from);
            var corrected = recorded.corrected(shown);
            return new NextIdentity(corrected.differencesFrom(recorded), sealed(key, next, corrected.toBytes()));
        }
    }

    private Sealed sealed(WrappedPersonKey key, Place place, byte[] plain) {
        try {
            return vault.seal(key, place, plain);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }
}

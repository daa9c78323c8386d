package io.shiming.verification;

import io.agroal.api.AgroalDataSource;
import io.shiming.database.FunctionCall;
import io.shiming.identity.IdentityRecord;
import io.shiming.identity.StatutoryDay;
import io.shiming.vault.AgreedDigest;
import io.shiming.vault.Place;
import io.shiming.vault.Sealed;
import io.shiming.vault.UnsealPermit;
import io.shiming.vault.Vault;
import io.shiming.vault.WrappedPersonKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;

/** Asks outside about an application that is sealed already; the plaintext does not leave this call. */
@ApplicationScoped
public class SealedClaims {
    private final Vault vault;
    private final OutsideChecks checks;
    private final AgreedDigest digests;
    private final AgroalDataSource source;
    private final Clock clock;

    SealedClaims(Vault vault, OutsideChecks checks, AgreedDigest digests, AgroalDataSource source, Clock clock) {
        this.vault = vault;
        this.checks = checks;
        this.digests = digests;
        this.source = source;
        this.clock = clock;
    }

    /** Whether the sanctions list has the person since the application was made. */
    private boolean listedMeanwhile(int operator, IdentityRecord identity) {
        var today = StatutoryDay.of(clock.instant());
        return digests.agreed()
                && FunctionCall.of("registry.sanctioned")
                        .with("p_operator", (short) operator)
                        .with("p_digest", digests.of(identity.documentCanonical(today)))
                        .with("p_day", today)
                        .row(source, row -> row.flag("sanctioned"));
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
            var answer = checks.ask(requestId, place.operator(), identity, card);
            return answer.verified() && card && listedMeanwhile(place.operator(), identity)
                    ? new Answer(Answer.Result.SANCTIONED, answer.provider(), "", answer.checkedAt())
                    : answer;
        }
    }
}

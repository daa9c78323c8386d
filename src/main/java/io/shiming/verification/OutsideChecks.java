package io.shiming.verification;

import io.shiming.identity.IdentityRecord;
import io.shiming.identity.day.StatutoryDay;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.vault.AgreedDigest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What is asked outside before a line may exist: is it this person, and may the person have one card more. */
@ApplicationScoped
public class OutsideChecks {
    private final IdentityAuthority authority;
    private final CardCount hub;
    private final AgreedDigest digests;
    private final Clock clock;
    private final int limit;

    OutsideChecks(
            IdentityAuthority authority,
            CardCount hub,
            AgreedDigest digests,
            Clock clock,
            @ConfigProperty(name = "shiming.registration.mobile-cards-per-person") int limit) {
        this.authority = authority;
        this.hub = hub;
        this.digests = digests;
        this.clock = clock;
        this.limit = limit;
    }

    /**
     * The answer for an applicant who waits at the counter: a match, or UNAVAILABLE.
     *
     * @throws Problem of the code that the refusal of either has
     */
    public Answer permitting(UUID requestId, int operator, IdentityRecord identity, boolean card) {
        return permitted(ask(requestId, operator, identity, card), identity.failsACheck());
    }

    /** This answer, if it is no refusal. */
    public static Answer permitted(Answer answer, boolean failsACheck) {
        return switch (answer.result()) {
            case MISMATCH -> throw Problem.of(Code.IDENTITY_MISMATCH);
            case UNKNOWN_DOCUMENT ->
                throw Problem.of(failsACheck ? Code.DOCUMENT_NUMBER_INVALID : Code.IDENTITY_UNKNOWN);
            case CARDS_EXHAUSTED -> throw Problem.of(Code.CARD_LIMIT_NATIONWIDE);
            case MATCH, UNAVAILABLE -> answer;
        };
    }

    /**
     * The answer of both: a match only if the identity matches and, for a mobile card, the hub counts fewer than
     * permitted. The hub is asked only about a person whose identity is confirmed.
     *
     * @param card whether a mobile card is to be opened
     */
    public Answer ask(UUID requestId, int operator, IdentityRecord identity, boolean card) {
        var answer = authority.ask(Claim.of(requestId, identity), Claim.beside(requestId, identity));
        boolean counts = card && identity.organisation().isEmpty(); // an organisation's cards count for no person
        if (!answer.verified() || !counts || !hub.connected()) {
            return answer;
        }
        var person = digests.of(identity.documentCanonical(StatutoryDay.of(clock.instant())));
        var cards = hub.ask(new CardQuestion(requestId, operator, person));
        if (cards.isEmpty()) {
            return Answer.unavailable("national-hub", clock.instant());
        }
        return cards.getAsInt() < limit
                ? answer
                : new Answer(Answer.Result.CARDS_EXHAUSTED, "national-hub", "", clock.instant());
    }
}

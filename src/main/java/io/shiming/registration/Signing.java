package io.shiming.registration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shiming.access.Actor;
import io.shiming.access.IdempotencyKey;
import io.shiming.access.Visit;
import io.shiming.audit.Act;
import io.shiming.database.RuleRefusal;
import io.shiming.identity.StatutoryDay;
import io.shiming.limits.Limits;
import io.shiming.limits.Refusals;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.vault.AgreedDigest;
import io.shiming.vault.Vault;
import io.shiming.verification.Answer;
import io.shiming.verification.OutsideChecks;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A contract is signed: format rules, then what the database knows, then the authority, then one transaction.
 *
 * <p>No connection is held while the authority thinks. An authority that does not answer makes an application
 * PENDING, never a line.
 */
@ApplicationScoped
class Signing {
    private static final int ROUNDS = 8; // each lost round means that somebody else registered this person meanwhile

    private final Contracts contracts;
    private final Predecessors predecessors;
    private final Conclusion conclusion;
    private final OutsideChecks checks;
    private final Limits limits;
    private final Refusals refusals;
    private final AgreedDigest digests;
    private final Vault vault;
    private final RegistrationConfig config;
    private final Ids ids;
    private final ObjectMapper json;
    private final Visit visit;
    private final Clock clock;

    Signing(
            Contracts contracts,
            Predecessors predecessors,
            Conclusion conclusion,
            OutsideChecks checks,
            Limits limits,
            Refusals refusals,
            AgreedDigest digests,
            Vault vault,
            RegistrationConfig config,
            Ids ids,
            ObjectMapper json,
            Visit visit,
            Clock clock) {
        this.contracts = contracts;
        this.predecessors = predecessors;
        this.conclusion = conclusion;
        this.checks = checks;
        this.limits = limits;
        this.refusals = refusals;
        this.digests = digests;
        this.vault = vault;
        this.config = config;
        this.ids = ids;
        this.json = json;
        this.visit = visit;
        this.clock = clock;
    }

    SigningAnswer sign(Actor actor, IdempotencyKey key, SigningRequest request, @Nullable String reviewer) {
        visit.setOut(Act.REGISTRATION_REFUSED);
        var now = clock.instant();
        var application = new Application(
                request,
                reviewer,
                config.proxiesFor().orElse(Set.of()),
                config.specimenDocuments(),
                StatutoryDay.of(now),
                now);
        var digest = new Digest(vault.requestDigest(actor.operator(), bytes(request)));
        var person = application.countsAsCard() && digests.agreed() ? digests.of(application.person()) : null;
        try {
            return sign(new Attempt(actor, key, digest, application, person, ids.next()));
        } catch (Problem refusal) {
            if (person != null) {
                refusals.record(actor, refusal, person);
            }
            throw refusal;
        }
    }

    private SigningAnswer sign(Attempt attempt) {
        @Nullable Answer answer = null;
        for (int round = 0; round < ROUNDS; round++) {
            var context = contracts.context(attempt, clock.instant());
            if (context.replay != null) {
                return context.replay.answer(attempt.digest().bytes());
            }
            @Nullable HeldLine before;
            try {
                before = permitted(attempt, context);
            } catch (Problem refusal) {
                var twin = contracts.context(attempt, clock.instant()).replay;
                if (twin != null) { // it signed between our two looks, and what we saw of the number is its own doing
                    return twin.answer(attempt.digest().bytes());
                }
                throw refusal;
            }
            answer = answer == null ? ask(attempt) : answer;
            try {
                return conclusion.write(attempt, context, before, answer);
            } catch (RuleRefusal refusal) {
                mustBeWorthAnotherRound(refusal);
            }
        }
        throw Problem.of(Code.UNAVAILABLE);
    }

    /** The line that is succeeded, if any; refuses what is refused already without asking anybody. */
    private @Nullable HeldLine permitted(Attempt attempt, SigningContext context) {
        context.mustPermit(attempt.application(), config.mobileCardsPerPerson(), limits, clock.instant());
        return predecessors.of(attempt.actor(), attempt.application(), context);
    }

    /**
     * The authority about the subscriber, the hub about a card more, and the authority about whoever gives a number away.
     * What a person has to look at first, they are asked about afterwards.
     */
    private Answer ask(Attempt attempt) {
        var application = attempt.application();
        if (application.doubts.open()) {
            return Answer.unavailable("none", clock.instant());
        }
        var asked = checks.permitting(
                attempt.publicId(), attempt.actor().operator(), application.identity(), application.countsAsCard());
        return predecessors.alsoAsk(application, attempt.publicId(), asked);
    }

    private static void mustBeWorthAnotherRound(RuleRefusal refusal) {
        switch (refusal.state()) {
            case "SM001" -> {} // the next round reads what counts and says so
            case "SM002" -> {} // the person is known by now: seal under that person's key instead
            case "SM035" -> {} // another opening, or a sanction: the next round judges by it
            case "SM004" -> {} // somebody changed the line that is succeeded: look at it again
            case "SM003" -> throw Problem.of(Code.NUMBER_TAKEN);
            case "SM031" -> throw Problem.of(Code.PRODUCT_LIMIT);
            case "SM040" -> throw Problem.of(Code.EVIDENCE_NOT_USABLE);
            case "SM030" -> throw Problem.of(Code.DEALER_SUSPENDED);
            default -> throw Problem.unavailable(refusal);
        }
    }

    private byte[] bytes(SigningRequest request) {
        try {
            return json.writeValueAsBytes(request);
        } catch (JsonProcessingException unwritable) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
    }
}

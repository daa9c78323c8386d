package io.shiming.registration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shiming.access.Actor;
import io.shiming.access.CallContext;
import io.shiming.access.IdempotencyKey;
import io.shiming.access.SecondReviewer;
import io.shiming.access.policy.SpentQuotas;
import io.shiming.audit.Act;
import io.shiming.database.Rule;
import io.shiming.database.RuleRefusal;
import io.shiming.identity.day.StatutoryDay;
import io.shiming.limits.Limits;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.registration.application.Application;
import io.shiming.registration.application.SigningRequest;
import io.shiming.registration.line.CurrentLine;
import io.shiming.registration.store.PublicIds;
import io.shiming.registration.store.RegistrationConfig;
import io.shiming.registration.store.RequestDigest;
import io.shiming.vault.AgreedDigest;
import io.shiming.vault.Vault;
import io.shiming.verification.Answer;
import io.shiming.verification.OutsideChecks;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A contract is signed: format rules, then the counter, then the authority, then what the database knows of the person and the
 * number, then one transaction. Before the authority has confirmed the name nothing is told of a person.
 *
 * <p>No connection is held while the authority thinks. An authority that does not answer makes an application
 * PENDING, never a line.
 */
@ApplicationScoped
class Signing {
    private static final int ROUNDS = 8; // each lost round means that another signing registered this person meanwhile

    private final SigningStatements signingStatements;
    private final Predecessors predecessors;
    private final SigningWriter signingWriter;
    private final OutsideChecks checks;
    private final Limits limits;
    private final SigningRefusals signingRefusals;
    private final SpentQuotas spent;
    private final AgreedDigest digests;
    private final Vault vault;
    private final RegistrationConfig config;
    private final PublicIds ids;
    private final ObjectMapper json;
    private final CallContext callContext;
    private final Clock clock;

    Signing(
            SigningStatements signingStatements,
            Predecessors predecessors,
            SigningWriter signingWriter,
            OutsideChecks checks,
            Limits limits,
            SigningRefusals signingRefusals,
            SpentQuotas spent,
            AgreedDigest digests,
            Vault vault,
            RegistrationConfig config,
            PublicIds ids,
            ObjectMapper json,
            CallContext callContext,
            Clock clock) {
        this.signingStatements = signingStatements;
        this.predecessors = predecessors;
        this.signingWriter = signingWriter;
        this.checks = checks;
        this.limits = limits;
        this.signingRefusals = signingRefusals;
        this.spent = spent;
        this.digests = digests;
        this.vault = vault;
        this.config = config;
        this.ids = ids;
        this.json = json;
        this.callContext = callContext;
        this.clock = clock;
    }

    SigningAnswer sign(Actor actor, IdempotencyKey key, SigningRequest request, @Nullable SecondReviewer second) {
        callContext.setOut(Act.REGISTRATION_REFUSED);
        var now = clock.instant();
        var reviewer = second == null ? null : second.actor();
        var application = new Application(
                request,
                reviewer,
                config.proxiesFor().orElse(Set.of()),
                config.specimenDocuments(),
                StatutoryDay.of(now),
                now);
        var digest = new RequestDigest(vault.requestDigest(actor.operator(), bytes(request)));
        var person = application.countsAsCard() && digests.agreed() ? digests.of(application.person()) : null;
        return sign(new SigningAttempt(actor, key, digest, application, person, second, ids.next()));
    }

    private SigningAnswer sign(SigningAttempt attempt) {
        @Nullable Answer answer = null;
        for (int round = 0; round < ROUNDS; round++) {
            var context = context(attempt);
            if (context.replay != null) {
                return context.replay.answer(attempt.digest().bytes());
            }
            @Nullable CurrentLine before;
            try {
                context.mustServe(attempt.application());
                answer = answer == null ? ask(attempt) : answer;
                before = permitted(attempt, context, answer);
            } catch (Problem refusal) {
                var twin = context(attempt).replay;
                if (twin != null) { // it signed between our two looks, and what we saw of the number is its own doing
                    return twin.answer(attempt.digest().bytes());
                }
                throw signingRefusals.refusal(attempt, refusal);
            }
            try {
                return signingWriter.write(attempt, context, before, answer);
            } catch (RuleRefusal refusal) {
                mustBeWorthAnotherRound(attempt, refusal);
            }
        }
        throw Problem.of(Code.UNAVAILABLE);
    }

    private SigningContext context(SigningAttempt attempt) {
        try {
            return signingStatements.context(attempt, clock.instant());
        } catch (RuleRefusal refused) {
            throw spent.refusal(attempt.actor(), attempt.second(), refused);
        }
    }

    /** The line that is succeeded, if any. Of a person it refuses only what the authority has confirmed the name to. */
    private @Nullable CurrentLine permitted(SigningAttempt attempt, SigningContext context, Answer answer) {
        var application = attempt.application();
        if (answer.verified()) {
            context.mustPermitCard(application, config.mobileCardsPerPerson(), limits, clock.instant());
        }
        context.mustPermitNumber(application);
        return predecessors.of(attempt.actor(), application, context);
    }

    /**
     * Asks the authority about the subscriber, the hub about one card more, and the authority about the holder who
     * gives a number away. An application that a person has to review is not asked about before the review.
     */
    private Answer ask(SigningAttempt attempt) {
        var application = attempt.application();
        if (application.reviewReasons.open()) {
            return Answer.unavailable("none", clock.instant());
        }
        var asked = checks.permitting(
                attempt.publicId(), attempt.actor().operator(), application.identity(), application.countsAsCard());
        return predecessors.alsoAsk(application, attempt.publicId(), asked);
    }

    private void mustBeWorthAnotherRound(SigningAttempt attempt, RuleRefusal refusal) {
        switch (refusal.rule()) {
            case CARD_LIMIT -> {} // the next round reads what counts and says so
            case PERSON_CHANGED -> {} // the next round seals under the key of the person that is known by now
            case LIMITS_CHANGED -> {} // the next round judges by the other opening or the sanction
            case LINE_CHANGED -> {} // the next round reads the line that is succeeded again
            case NUMBER_TAKEN, PRODUCT_LIMIT, EVIDENCE_NOT_USABLE ->
                throw signingRefusals.refusal(attempt, Problem.of(refusal.rule().code()));
            default -> throw refusal.answerTo(Rule.DEALER_SUSPENDED);
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

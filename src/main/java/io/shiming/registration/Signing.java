package io.shiming.registration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shiming.access.Actor;
import io.shiming.access.IdempotencyKey;
import io.shiming.access.Visit;
import io.shiming.audit.Act;
import io.shiming.audit.Entry;
import io.shiming.audit.LegalBasis;
import io.shiming.audit.Purpose;
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
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
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
    private final Succession succession;
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
            Succession succession,
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
        this.succession = succession;
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
        var application =
                new Application(request, reviewer, config.proxiesFor().orElse(Set.of()), StatutoryDay.of(now), now);
        var digest = new Digest(vault.requestDigest(actor.operator(), bytes(request)));
        var person = application.countsAsCard() && digests.agreed() ? digests.of(application.person()) : null;
        try {
            return sign(actor, key, digest, application, person);
        } catch (Problem refusal) {
            if (person != null) {
                refusals.record(actor, refusal, person);
            }
            throw refusal;
        }
    }

    private SigningAnswer sign(
            Actor actor, IdempotencyKey key, Digest digest, Application application, @Nullable String person) {
        var publicId = ids.next();
        @Nullable Answer answer = null;
        for (int round = 0; round < ROUNDS; round++) {
            var now = clock.instant();
            var context = contracts.context(actor, key, application, person, now);
            if (context.replay != null) {
                return context.replay.answer(digest.bytes());
            }
            @Nullable HeldLine before;
            try {
                context.mustPermit(application, config.mobileCardsPerPerson(), limits, now);
                before = succession.predecessor(actor, application, context);
            } catch (Problem refusal) {
                var twin = contracts.context(actor, key, application, person, now).replay;
                if (twin != null) { // it signed between our two looks, and what we saw of the number is its own doing
                    return twin.answer(digest.bytes());
                }
                throw refusal;
            }
            answer = answer == null ? ask(actor, application, publicId) : answer;
            try {
                return write(actor, key, digest, application, context, person, before, answer, publicId);
            } catch (RuleRefusal refusal) {
                mustBeWorthAnotherRound(refusal);
            }
        }
        throw Problem.of(Code.UNAVAILABLE);
    }

    /**
     * The authority about the subscriber, the hub about a card more, and the authority about whoever gives a number away.
     * What a person has to look at first, they are asked about afterwards.
     */
    private Answer ask(Actor actor, Application application, UUID publicId) {
        if (application.doubts.open()) {
            return Answer.unavailable("none", clock.instant());
        }
        var asked = checks.permitting(publicId, actor.operator(), application.identity(), application.countsAsCard());
        return succession.alsoAsk(application, publicId, asked);
    }

    /** Everything that a signing leaves behind, after whatever the authority answered. */
    SigningAnswer write(
            Actor actor,
            IdempotencyKey key,
            Digest digest,
            Application application,
            SigningContext context,
            @Nullable String person,
            @Nullable HeldLine before,
            Answer answer,
            UUID publicId) {
        boolean passed = answer.result() == Answer.Result.MATCH;
        var personKey = context.key == null ? vault.newPersonKey(actor.operator(), context.person) : context.key;
        var place = IdentityPlace.of(actor.operator(), context.person, context.registration, 1);
        var plain = application.identity().toBytes();
        try {
            var status = status(application, passed);
            var draft = Entry.by(actor, act(status), clock);
            var indexes = contracts.indexes(actor, application);
            var sealed = vault.seal(personKey, place, plain);
            var at = clock.instant();
            var rows = new BoundRows(actor.operator(), context.person, context.registration)
                    .contract(actor, application, publicId, indexes, context.documentIndex, at)
                    .identity(1, sealed, at)
                    .pictures(context.pictures.inOrder(application.pictures.ids()));
            if (passed) {
                rows.line(application.service.label(), answer, at);
            }
            if (before != null) {
                rows.succession(application.event(), before.publicId, application.formerHolder);
            }
            if (application.applicant.failsACheck()) {
                draft.fields(List.of("documentNumber WARN_CHECK")); // regulation section 4, row 19
            }
            var entry = draft.purpose(Purpose.REGISTRATION, LegalBasis.LEGAL_DUTY)
                    .registration(publicId)
                    .subject(hex(vault.commitment(personKey, draft.id())))
                    .requestDigest(hex(digest.bytes()))
                    .rowDigest(rows.digests())
                    .allowed();
            var signed = new Contracts.Signed(
                    actor,
                    key,
                    digest,
                    application,
                    context,
                    person,
                    personKey,
                    indexes,
                    sealed,
                    answer,
                    publicId,
                    ids.next(),
                    entry,
                    rows,
                    at);
            var replay = before == null ? contracts.sign(signed) : succession.write(signed, before);
            return replay.map(earlier -> earlier.answer(digest.bytes()))
                    .orElseGet(() -> SigningAnswer.of(publicId, status, entry.receipt()));
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private static RegistrationStatus status(Application application, boolean passed) {
        if (application.doubts.open()) {
            return RegistrationStatus.REVIEW;
        }
        return passed ? RegistrationStatus.ACTIVE : RegistrationStatus.PENDING;
    }

    private static Act act(RegistrationStatus status) {
        return switch (status) {
            case ACTIVE -> Act.REGISTRATION_SIGNED;
            case REVIEW -> Act.REGISTRATION_TO_REVIEW;
            default -> Act.REGISTRATION_PENDED;
        };
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

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private byte[] bytes(SigningRequest request) {
        try {
            return json.writeValueAsBytes(request);
        } catch (JsonProcessingException unwritable) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
    }
}

package io.shiming.registration.holder;

import io.shiming.access.Actor;
import io.shiming.access.policy.Probes;
import io.shiming.identity.PresentedPerson;
import io.shiming.identity.day.StatutoryDay;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.registration.application.Identification;
import io.shiming.registration.application.OnSiteRules;
import io.shiming.registration.application.PartyBlocks;
import io.shiming.registration.application.ReviewReasons;
import io.shiming.registration.store.PublicIds;
import io.shiming.registration.store.RegistrationConfig;
import io.shiming.verification.Answer;
import io.shiming.verification.Claim;
import io.shiming.verification.IdentityAuthority;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Proves at the counter that the person who asks is the holder of the document: read as at a signing, compared as at a
 * signing, confirmed by the authority. A person who is not proven learns nothing (MIIT notice of 2019: for the holder
 * only).
 */
@ApplicationScoped
public class ProvenHolders {
    private final IdentityAuthority authority;
    private final Probes probes;
    private final PublicIds ids;
    private final RegistrationConfig config;
    private final Clock clock;

    ProvenHolders(IdentityAuthority authority, Probes probes, PublicIds ids, RegistrationConfig config, Clock clock) {
        this.authority = authority;
        this.probes = probes;
        this.ids = ids;
        this.config = config;
        this.clock = clock;
    }

    /**
     * The person at the counter, as far as format rules and the comparison on the spot go.
     *
     * @param reviewer opaque id of a colleague who has looked at the documents too, if there is one
     * @throws Problem of the rule that is broken
     */
    public PresentedPerson presented(HolderRequest request, @Nullable String reviewer) {
        var today = StatutoryDay.of(clock.instant());
        var doubts = ReviewReasons.settledBy(reviewer);
        var identification = new Identification(today, doubts, config.specimenDocuments());
        var holder = Problem.at("/holder", () -> identification.of(request.holder()));
        var given = request.holder() == null ? null : request.holder().document();
        Problem.at("/capture", () -> identification.captured(request.capture(), given, holder));
        OnSiteRules.mustBeHolder(request.match(), doubts);
        doubts.mustBeSettled(); // nothing is kept here that could wait for a review
        return holder;
    }

    /**
     * A person who is not here, by the papers that an officer has.
     *
     * @param second opaque id of another officer who has looked at them too, if there is one
     * @throws Problem of the rule that is broken
     */
    public PresentedPerson documented(PartyBlocks.@Nullable Subscriber holder, @Nullable String second) {
        var doubts = ReviewReasons.settledBy(second);
        var identification = new Identification(StatutoryDay.of(clock.instant()), doubts, config.specimenDocuments());
        var person = Problem.at("/holder", () -> identification.of(holder));
        doubts.mustBeSettled();
        return person;
    }

    /** The authority's yes; its no is counted. UNAVAILABLE when it does not answer. */
    public Answer mustBeConfirmed(Actor clerk, PresentedPerson holder) {
        var number = holder.document().number();
        var claim = new Claim(
                ids.next(),
                number.type().name(),
                number.verbatim(),
                holder.name().verbatim(),
                holder.bornOn());
        var answer = authority.ask(claim);
        return switch (answer.result()) {
            case MATCH -> answer;
            case MISMATCH -> throw counted(clerk, Code.IDENTITY_MISMATCH);
            case UNKNOWN_DOCUMENT -> throw counted(clerk, Code.IDENTITY_UNKNOWN);
            default -> throw Problem.of(Code.UNAVAILABLE); // in doubt, nothing is shown
        };
    }

    private Problem counted(Actor clerk, Code refusal) {
        probes.count(clerk, refusal, null);
        return Problem.of(refusal);
    }
}

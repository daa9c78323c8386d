package io.shiming.registration;

import io.shiming.identity.PresentedPerson;
import io.shiming.identity.StatutoryDay;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.verification.Claim;
import io.shiming.verification.IdentityAuthority;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Proves at the counter that whoever asks is the holder of the document: read as at a signing, compared as at a signing,
 * confirmed by the authority. Whoever is not proven learns nothing (MIIT notice of 2019: for the holder only).
 */
@ApplicationScoped
public class ProvenHolders {
    private final IdentityAuthority authority;
    private final Ids ids;
    private final RegistrationConfig config;
    private final Clock clock;

    ProvenHolders(IdentityAuthority authority, Ids ids, RegistrationConfig config, Clock clock) {
        this.authority = authority;
        this.ids = ids;
        this.config = config;
        this.clock = clock;
    }

    /**
     * The canonical number of the holder's document, by which the register finds the holder.
     *
     * @param reviewer opaque id of a colleague who has looked at the documents too, if anybody has
     * @throws Problem of the rule that is broken; UNAVAILABLE when the authority does not answer
     */
    public String proven(HolderRequest request, @Nullable String reviewer) {
        var today = StatutoryDay.of(clock.instant());
        var doubts = Doubts.settledBy(reviewer);
        var holder = new Identification(today, doubts, config.specimenDocuments()).of(request.holder());
        CaptureMethod.of(request.capture(), holder.document().number().type());
        OnSite.mustBeHolder(request.match(), doubts);
        doubts.mustBeSettled(); // nothing is kept here that could wait for a review
        mustBeConfirmed(holder);
        return holder.document().number().canonical();
    }

    private void mustBeConfirmed(PresentedPerson holder) {
        var number = holder.document().number();
        var claim = new Claim(
                ids.next(),
                number.type().name(),
                number.verbatim(),
                holder.name().verbatim(),
                holder.bornOn());
        switch (authority.ask(claim).result()) {
            case MATCH -> {}
            case MISMATCH -> throw Problem.of(Code.IDENTITY_MISMATCH);
            case UNKNOWN_DOCUMENT -> throw Problem.of(Code.IDENTITY_UNKNOWN);
            default -> throw Problem.of(Code.UNAVAILABLE); // nobody is shown anything on doubt
        }
    }
}

package io.shiming.registration.application;

import io.shiming.identity.CompanionRecord;
import io.shiming.identity.PresentedPerson;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.verification.Claim;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The holder who gives a number away, and the person who acts in the holder's place. The new contract records nothing
 * of the holder but the reference of the release. It records the person who acted, like each person who signs for
 * another (Order 25 article 9).
 */
public final class FormerHolder {
    /** By which the holder's registration is found. */
    public final String documentCanonical;

    public final String release;

    /** Handler, guardian, agent or next of kin; null where the holder is there in person. */
    public final @Nullable CompanionRecord actedBy;

    /** Reference of the certificate, where the holder has died. */
    public final @Nullable String deathCertificate;

    private final @Nullable Asked asked;

    /** The person that the register is asked about. It is asked about no holder who has died. */
    private record Asked(
            String documentType,
            String number,
            String name,
            @Nullable LocalDate bornOn,
            boolean failsACheck) {
        @Override
        public String toString() {
            return "Asked[withheld]";
        }
    }

    private FormerHolder(
            String documentCanonical,
            String release,
            @Nullable CompanionRecord actedBy,
            @Nullable String deathCertificate,
            @Nullable Asked asked) {
        this.documentCanonical = documentCanonical;
        this.release = release;
        this.actedBy = actedBy;
        this.deathCertificate = deathCertificate;
        this.asked = asked;
    }

    static FormerHolder living(PresentedPerson holder, String release, @Nullable CompanionRecord actedBy) {
        var number = holder.document().number();
        var asked =
                new Asked(number.type().name(), number.verbatim(), holder.name().verbatim(), holder.bornOn(), false);
        return new FormerHolder(number.canonical(), release, actedBy, null, asked);
    }

    static FormerHolder organisation(OrganisationApplicant holder, String release) {
        var document = holder.organisation.document();
        var asked = new Asked(
                document.type().name(),
                document.verbatim(),
                holder.organisation.name().verbatim(),
                null,
                document.failsACheck());
        return new FormerHolder(holder.documentCanonical(), release, holder.handler(), null, asked);
    }

    static FormerHolder dead(String documentCanonical, String release, CompanionRecord kin, String deathCertificate) {
        return new FormerHolder(documentCanonical, release, kin, deathCertificate, null);
    }

    /**
     * An agent may not take the number for himself, or for a successor that he acts for too: he would serve only
     * himself (Civil Code article 168). A handler may with the organisation's leave, and a guardian for the ward's good
     * (articles 35 and 168). The counter sees only a letter or proof of that, so two members of staff look at it.
     */
    void mustNotBeServedByTheOtherSide(Applicant successor, ReviewReasons reviewReasons) {
        if (actedBy == null || !successor.actsThrough(actedBy)) {
            return;
        }
        if (actedBy.part().equals(Companions.AGENT)) {
            throw Problem.of(Code.AGENT_NOT_ELIGIBLE);
        }
        reviewReasons.add(ReviewReasons.PAPER_ONLY);
    }

    /** The question to the authority about the holder; its id follows from the signing's. */
    public Optional<Claim> claim(UUID signing) {
        return Optional.ofNullable(asked)
                .map(holder -> new Claim(
                        UUID.nameUUIDFromBytes((signing + "/former-holder").getBytes(StandardCharsets.US_ASCII)),
                        holder.documentType(),
                        holder.number(),
                        holder.name(),
                        holder.bornOn()));
    }

    /** Whether only the register can tell that the holder's document exists. */
    public boolean failsACheck() {
        return asked != null && asked.failsACheck();
    }

    @Override
    public String toString() {
        return "FormerHolder[withheld]";
    }
}

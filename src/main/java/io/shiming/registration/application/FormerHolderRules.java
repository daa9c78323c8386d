package io.shiming.registration.application;

import io.shiming.identity.CompanionRecord;
import io.shiming.identity.day.FullYears;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads off a request who gives a number away (Order 25 article 3: transfers); the first rule that is broken refuses. */
final class FormerHolderRules {
    private static final int OF_AGE = 18; // Civil Code article 17
    private static final Set<String> KIN =
            Set.of("spouse", "child", "parent", "sibling", "grandparent", "grandchild", "heir");

    private final Identification identification;
    private final Companions companions;
    private final ReviewReasons reviewReasons;
    private final LocalDate today;

    FormerHolderRules(
            Identification identification, Companions companions, ReviewReasons reviewReasons, LocalDate today) {
        this.identification = identification;
        this.companions = companions;
        this.reviewReasons = reviewReasons;
        this.today = today;
    }

    /** The former holder of a transfer; null for any other event. */
    @Nullable
    FormerHolder of(@Nullable FormerHolderBlock given, SigningEvent event, ServiceType service) {
        if (event != SigningEvent.TRANSFER) {
            mustBeAbsent(given);
            return null;
        }
        if (given == null) {
            throw Problem.of(Code.FORMER_HOLDER_REQUIRED);
        }
        if (Stream.of(given.organisation(), given.guardian(), given.agent(), given.kin())
                        .filter(Objects::nonNull)
                        .count()
                > 1) {
            throw Problem.of(Code.FIELD_NOT_ALLOWED);
        }
        var missing = given.kin() == null ? Code.FORMER_HOLDER_REQUIRED : Code.KIN_PROOF_REQUIRED;
        var release = RequestText.reference(given.release(), "/release", missing);
        if (given.organisation() != null) {
            return organisation(given, given.organisation(), release);
        }
        if (given.document() == null) {
            throw Problem.of(missing);
        }
        return given.kin() == null
                ? living(given, service, release)
                : dead(given, given.document(), given.kin(), release);
    }

    private FormerHolder living(FormerHolderBlock given, ServiceType service, String release) {
        var holder = identification.of(new PartyBlocks.Subscriber(given.name(), given.document(), given.address()));
        Problem.at("/capture", () -> identification.captured(given.capture(), given.document(), holder));
        if (FullYears.at(holder.bornOn(), today) < OF_AGE) {
            mustBeAbsent(given.agent());
            var guardian = given.guardian();
            if (guardian == null) throw Problem.of(Code.GUARDIAN_REQUIRED);
            var acting = Problem.at("/guardian", () -> companions.guardian(guardian, holder));
            return FormerHolder.living(holder, release, acting);
        }
        mustBeAbsent(given.guardian());
        var agent = given.agent();
        var acting = agent == null ? null : Problem.at("/agent", () -> companions.agent(agent, service, holder));
        return FormerHolder.living(holder, release, acting);
    }

    private FormerHolder organisation(FormerHolderBlock given, OrganisationBlock organisation, String release) {
        Stream.of(given.name(), given.document(), given.address(), given.capture())
                .forEach(FormerHolderRules::mustBeAbsent);
        mustBeAbsent(organisation.responsiblePerson());
        mustBeAbsent(organisation.actualUser()); // they answer for a number, and for this one no more
        var nobodyElse = new Delegation.Needs(false, false);
        var former = Problem.at(
                "/organisation", () -> OrganisationApplicant.of(organisation, identification, nobodyElse, today));
        return FormerHolder.organisation(former, release);
    }

    /**
     * Certificate and proof are paper that no device reads and no register here confirms: a second member of staff looks at
     * them. The authority is not asked about the dead, whose document is void.
     */
    private FormerHolder dead(
            FormerHolderBlock given, PartyBlocks.Document document, FormerHolderBlock.Kin kin, String release) {
        Stream.of(given.name(), given.address(), given.capture()).forEach(FormerHolderRules::mustBeAbsent);
        var holder =
                Problem.at("/document", () -> identification.number(document)).canonical();
        var certificate =
                RequestText.reference(kin.deathCertificate(), "/kin/deathCertificate", Code.KIN_PROOF_REQUIRED);
        var acting = Problem.at("/kin", () -> kin(kin));
        if (acting.documentNumber().equals(document.number())) {
            throw Problem.of(Code.KIN_PROOF_REQUIRED);
        }
        reviewReasons.add(ReviewReasons.PAPER_ONLY);
        return FormerHolder.dead(holder, release, acting, certificate);
    }

    private CompanionRecord kin(FormerHolderBlock.Kin given) {
        var relation = RequestText.required(given.relation(), "/relation", Code.KIN_PROOF_REQUIRED);
        if (!KIN.contains(relation)) {
            throw Problem.of(Code.INVALID_ARGUMENT).at("/relation");
        }
        var proof = RequestText.reference(given.kinshipProof(), "/kinshipProof", Code.KIN_PROOF_REQUIRED);
        if (given.document() == null) {
            throw Problem.of(Code.KIN_PROOF_REQUIRED);
        }
        var person = identification.of(new PartyBlocks.Subscriber(given.name(), given.document(), given.address()));
        if (FullYears.at(person.bornOn(), today) < OF_AGE) {
            throw Problem.of(Code.KIN_PROOF_REQUIRED);
        }
        var capture = Problem.at("/capture", () -> identification.captured(given.capture(), given.document(), person));
        return CompanionRecord.of("kin", relation, proof, capture.label(), person);
    }

    private static void mustBeAbsent(@Nullable Object field) {
        if (field != null) throw Problem.of(Code.FIELD_NOT_ALLOWED);
    }
}

package io.shiming.registration.application;

import io.shiming.identity.CompanionRecord;
import io.shiming.identity.PresentedPerson;
import io.shiming.identity.day.FullYears;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who signs beside a minor (PIPL article 31, Civil Code articles 19 and 20) or for a subscriber (Order 25 article 6).
 * Both show documents, both are checked with the authority, both are recorded.
 */
final class Companions {
    static final String AGENT = "agent";

    private static final int OF_AGE = 18; // capacity begins on it: Civil Code article 17
    private static final Set<String> RELATIONS = Set.of("parent", "grandparent", "sibling", "appointed");

    private final Identification identification;
    private final LocalDate today;
    private final Set<ServiceType> proxiesFor;

    Companions(Identification identification, LocalDate today, Set<ServiceType> proxiesFor) {
        this.identification = identification;
        this.today = today;
        this.proxiesFor = proxiesFor;
    }

    /** The guardian or agent of a request; null where the subscriber may and does sign alone. */
    @Nullable
    CompanionRecord of(SigningRequest request, ServiceType service, PresentedPerson subscriber) {
        if (request.guardian() != null) {
            if (request.agent() != null || ofAge(subscriber)) {
                throw Problem.of(Code.FIELD_NOT_ALLOWED).at("/guardian");
            }
            var guardian = request.guardian();
            return Problem.at("/guardian", () -> guardian(guardian, subscriber));
        }
        if (FullYears.needsGuardian(subscriber.bornOn(), today)) {
            throw Problem.of(Code.GUARDIAN_REQUIRED);
        }
        var agent = request.agent();
        return agent == null ? null : Problem.at("/agent", () -> agent(agent, service, subscriber));
    }

    /** The guardian of a person who is not of age. */
    CompanionRecord guardian(PartyBlocks.Guardian given, PresentedPerson minor) {
        var relation = RequestText.required(given.relation(), "/relation", Code.GUARDIAN_REQUIRED);
        if (!RELATIONS.contains(relation)) {
            throw Problem.of(Code.INVALID_ARGUMENT).at("/relation");
        }
        var proof = RequestText.reference(given.kinshipProof(), "/kinshipProof", Code.GUARDIAN_REQUIRED);
        if (given.document() == null) {
            throw Problem.of(Code.GUARDIAN_REQUIRED);
        }
        var guardian = identification.of(new PartyBlocks.Subscriber(given.name(), given.document(), given.address()));
        if (!ofAge(guardian) || same(guardian, minor)) {
            throw Problem.of(Code.GUARDIAN_REQUIRED);
        }
        return CompanionRecord.of(
                "guardian", relation, proof, captured(given.capture(), given.document(), guardian), guardian);
    }

    /** The agent of a person who is of age. */
    CompanionRecord agent(PartyBlocks.Agent given, ServiceType service, PresentedPerson subscriber) {
        if (!proxiesFor.contains(service)) {
            throw Problem.of(Code.PROXY_FORBIDDEN);
        }
        var authority = RequestText.reference(given.authority(), "/authority", Code.AGENT_DOCUMENT_REQUIRED);
        if (given.document() == null) {
            throw Problem.of(Code.AGENT_DOCUMENT_REQUIRED);
        }
        var agent = identification.of(new PartyBlocks.Subscriber(given.name(), given.document(), given.address()));
        if (!ofAge(agent) || same(agent, subscriber)) {
            throw Problem.of(Code.AGENT_NOT_ELIGIBLE);
        }
        return CompanionRecord.of(
                AGENT, "letter", authority, captured(given.capture(), given.document(), agent), agent);
    }

    private boolean ofAge(PresentedPerson person) {
        return FullYears.at(person.bornOn(), today) >= OF_AGE;
    }

    private static boolean same(PresentedPerson one, PresentedPerson other) {
        return one.document()
                .number()
                .canonical()
                .equals(other.document().number().canonical());
    }

    private String captured(
            PartyBlocks.@Nullable Capture capture, PartyBlocks.@Nullable Document shown, PresentedPerson person) {
        return Problem.at("/capture", () -> identification.captured(capture, shown, person))
                .label();
    }
}

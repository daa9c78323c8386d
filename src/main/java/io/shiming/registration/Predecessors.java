package io.shiming.registration;

import io.agroal.api.AgroalDataSource;
import io.shiming.access.Actor;
import io.shiming.database.FunctionCall;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.registration.application.Application;
import io.shiming.registration.application.SigningEvent;
import io.shiming.registration.line.CurrentLine;
import io.shiming.registration.line.LineState;
import io.shiming.registration.line.LineStatus;
import io.shiming.vault.BlindIndex;
import io.shiming.vault.IndexKind;
import io.shiming.vault.Vault;
import io.shiming.verification.Answer;
import io.shiming.verification.IdentityAuthority;
import io.shiming.verification.OutsideChecks;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which line a signing may go on from, and whether the holder of that line agrees. The authority must have answered:
 * such a signing is never kept waiting.
 */
@ApplicationScoped
class Predecessors {
    /** A line that the subscriber had barred goes on; one that the operator barred does not slip away to a new card. */
    private static final Set<String> OWN_BARRING = Set.of("lost", "subscriber_request");

    private final AgroalDataSource source;
    private final IdentityAuthority authority;
    private final Vault vault;

    Predecessors(AgroalDataSource source, IdentityAuthority authority, Vault vault) {
        this.source = source;
        this.authority = authority;
        this.vault = vault;
    }

    /** The line that is succeeded, if it may be; nothing for a signing that opens a new one. */
    @Nullable
    CurrentLine of(Actor actor, Application application, SigningContext context) {
        if (!application.event.succeeds()) {
            return null;
        }
        var held = holder(actor, application).orElseThrow(() -> Problem.of(Code.NOT_HOLDER));
        boolean supplement = application.event == SigningEvent.LEGACY_SUPPLEMENT;
        boolean there = supplement ? held.incomplete() : held.line != null && held.line.status() != LineStatus.CLOSED;
        if (!there || !held.serviceType.equals(application.service.label())) {
            throw Problem.of(Code.NOT_HOLDER);
        }
        var former = application.formerHolder;
        boolean own = held.person == context.person
                || (context.personKnown && isOnePersons(actor, application.applicant.documentCanonical(), held));
        if (former == null ? !own : !isOnePersons(actor, former.documentCanonical, held)) {
            throw Problem.of(Code.NOT_HOLDER); // also where the number has no holder: a counter is no directory
        }
        if (former != null && own) {
            throw Problem.of(Code.EVENT_NOT_APPLICABLE);
        }
        application.product.mustBeOfClass(held.productClass, application.applicant.organisation());
        if (!supplement) {
            mustNotBeBarred(held.state(), application.event);
        } else if (!held.contractRef.equals(application.contractRef)) {
            throw Problem.of(Code.FIELD_NOT_ALLOWED); // a supplement changes no contract (Order 25 article 20)
        }
        return held;
    }

    /**
     * The subscriber's answer, unless the former holder's is worse. A line that is there does not wait: while the authority
     * or the hub is away nothing changes.
     */
    Answer alsoAsk(Application application, UUID publicId, Answer asked) {
        var answer = asked;
        if (answer.verified() && application.formerHolder != null) {
            var former = application.formerHolder;
            answer = former.claim(publicId)
                    .map(claim -> OutsideChecks.permitted(authority.ask(claim), former.failsACheck()))
                    .filter(answered -> !answered.verified())
                    .orElse(answer);
        }
        if (application.event.succeeds() && answer.result() == Answer.Result.UNAVAILABLE) {
            throw Problem.of(Code.UNAVAILABLE);
        }
        return answer;
    }

    private static void mustNotBeBarred(LineState line, SigningEvent event) {
        boolean free = line.status() == LineStatus.ACTIVE
                || (line.status() == LineStatus.SUSPENDED && OWN_BARRING.contains(String.valueOf(line.reason())))
                || (event == SigningEvent.REVERIFY && awaitsVerification(line));
        if (!free) {
            throw Problem.of(Code.LINE_BARRED);
        }
    }

    private static boolean awaitsVerification(LineState line) {
        return line.status() == LineStatus.RESTRICTED
                || "reverification".equals(line.reason())
                || "unregistered".equals(line.reason());
    }

    private Optional<CurrentLine> holder(Actor actor, Application application) {
        var indexes = vault.toFind(actor.operator(), IndexKind.NUMBER, application.line.canonical()).stream()
                .map(BlindIndex::bytes)
                .toArray(byte[][]::new);
        return FunctionCall.of("registry.held_line")
                .with("p_operator", (short) actor.operator())
                .with("p_number_indexes", indexes)
                .rows(source, row -> Optional.ofNullable(CurrentLine.read(actor.operator(), row)))
                .stream()
                .findFirst()
                .flatMap(held -> held);
    }

    /** Whether the line is held by the person of this document, with this document or with another that was joined to it. */
    private boolean isOnePersons(Actor actor, String documentCanonical, CurrentLine held) {
        var indexes = vault.toFind(actor.operator(), IndexKind.DOCUMENT, documentCanonical);
        var call = FunctionCall.of("registry.same_person");
        return held.isHeldBy(indexes)
                || call.with("p_operator", (short) actor.operator())
                        .with(
                                "p_document_indexes",
                                indexes.stream().map(BlindIndex::bytes).toArray(byte[][]::new))
                        .with("p_person", held.person)
                        .row(source, row -> row.flag(call.name()));
    }
}

package io.shiming.registration;

import io.agroal.api.AgroalDataSource;
import io.shiming.access.Actor;
import io.shiming.database.FunctionCall;
import io.shiming.database.OneTransaction;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.vault.BlindIndex;
import io.shiming.vault.IndexKind;
import io.shiming.vault.Vault;
import io.shiming.verification.Answer;
import io.shiming.verification.IdentityAuthority;
import io.shiming.verification.OutsideChecks;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A number goes on under a new registration: the old line is closed and the new one signed in one transaction, so that a
 * number never has two holders nor, between the two, none. The authority must have answered: nothing is kept waiting.
 */
@ApplicationScoped
class Succession {
    /** A line that the subscriber had barred goes on; one that the operator barred does not slip away to a new card. */
    private static final Set<String> OWN_BARRING = Set.of("lost", "subscriber_request");

    private final AgroalDataSource source;
    private final Contracts contracts;
    private final LineBook book;
    private final LegacyMoves legacy;
    private final IdentityAuthority authority;
    private final Vault vault;

    Succession(
            AgroalDataSource source,
            Contracts contracts,
            LineBook book,
            LegacyMoves legacy,
            IdentityAuthority authority,
            Vault vault) {
        this.source = source;
        this.contracts = contracts;
        this.book = book;
        this.legacy = legacy;
        this.authority = authority;
        this.vault = vault;
    }

    /** The line that is succeeded, if it may be; nothing for a signing that opens a new one. */
    @Nullable
    HeldLine predecessor(Actor actor, Application application, SigningContext context) {
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
        if (former == null ? held.person != context.person : !held.isHeldBy(documents(actor, former))) {
            throw Problem.of(Code.NOT_HOLDER); // also where the number is nobody's: a counter is no directory
        }
        if (former != null && held.person == context.person) {
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

    private Optional<HeldLine> holder(Actor actor, Application application) {
        var indexes = vault.toFind(actor.operator(), IndexKind.NUMBER, application.line.canonical()).stream()
                .map(BlindIndex::bytes)
                .toArray(byte[][]::new);
        return FunctionCall.of("registry.held_line")
                .with("p_operator", (short) actor.operator())
                .with("p_number_indexes", indexes)
                .rows(source, row -> Optional.ofNullable(HeldLine.read(actor.operator(), row)))
                .stream()
                .findFirst()
                .flatMap(held -> held);
    }

    private List<BlindIndex> documents(Actor actor, FormerHolder former) {
        return vault.toFind(actor.operator(), IndexKind.DOCUMENT, former.documentCanonical);
    }

    /** Writes both ends; an earlier write if the key has been used, and then nothing else. */
    Optional<SigningContext.Replay> write(Contracts.Signed signed, HeldLine before) {
        return OneTransaction.run(source, transaction -> {
            close(transaction, signed, before);
            var replay = contracts.sign(transaction, signed);
            if (replay.isPresent()) {
                transaction.rollback();
            } else {
                link(transaction, signed, before);
                pass(transaction, signed, before);
            }
            return replay;
        });
    }

    private void close(Connection transaction, Contracts.Signed signed, HeldLine before) {
        var event = signed.application().event;
        if (before.line == null) {
            legacy.supplement(transaction, signed.actor(), before, signed.publicId(), signed.at());
            return;
        }
        var next = before.state().now(LineStatus.CLOSED, event.done, signed.at());
        var closing = new LineBook.Written(
                before,
                next,
                event.label(),
                "line." + event.done,
                signed.publicId().toString(),
                null,
                signed.context().person,
                true);
        book.write(transaction, signed.actor(), closing, signed.at());
    }

    /** Whoever signs anew is verified anew: a second verification that was asked for is passed. */
    private static void pass(Connection transaction, Contracts.Signed signed, HeldLine before) {
        FunctionCall.of("registry.end_reverification")
                .with("p_operator", (short) before.operator)
                .with("p_person", before.person)
                .with("p_registration", before.registration)
                .with("p_outcome", "PASSED")
                .with("p_at", signed.at())
                .row(transaction, row -> row.flag("end_reverification"));
    }

    private static void link(Connection transaction, Contracts.Signed signed, HeldLine before) throws SQLException {
        var former = signed.application().formerHolder;
        FunctionCall.of("registry.succeed")
                .with("p_operator", (short) signed.actor().operator())
                .with("p_person", signed.context().person)
                .with("p_registration", signed.context().registration)
                .with("p_event", signed.application().event())
                .with("p_predecessor", before.publicId)
                .with("p_release", former == null ? null : former.release)
                .with("p_acted_by", former == null || former.actedBy == null ? null : former.actedBy.part())
                .with("p_death", former == null ? null : former.deathCertificate)
                .with("p_entry_id", signed.entry().id())
                .with("p_row_salt", signed.rows().salt())
                .row(transaction, row -> true);
    }
}

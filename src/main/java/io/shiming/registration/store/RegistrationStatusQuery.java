package io.shiming.registration.store;

import io.shiming.access.Actor;
import io.shiming.access.OperatorTransaction;
import io.shiming.problem.Code;
import io.shiming.problem.Help;
import io.shiming.problem.HelpTable;
import io.shiming.problem.Problem;
import io.shiming.problem.http.AnswerLanguage;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a registration stands, for the store that made it. */
@ApplicationScoped
public class RegistrationStatusQuery {
    private final Registrations registrations;
    private final OperatorTransaction transaction;
    private final AnswerLanguage language;

    RegistrationStatusQuery(Registrations registrations, OperatorTransaction transaction, AnswerLanguage language) {
        this.registrations = registrations;
        this.transaction = transaction;
        this.language = language;
    }

    /**
     * A registration without the person.
     *
     * @param status how far it has come
     * @param lineStatus how its line stands, once it has one
     * @param mayActivate true when the line may go live
     * @param code why not, when it ended without a line
     * @param help what the applicant can do about that
     */
    public record View(
            UUID registrationId,
            String contractRef,
            String serviceType,
            RegistrationStatus status,
            @Nullable String lineStatus,
            boolean mayActivate,
            @Nullable String code,
            @Nullable Help help,
            Instant signedAt,
            @Nullable Instant decidedAt) {}

    /** Another store's, another operator's and no registration at all are the same: NOT_FOUND. */
    public View of(Actor actor, UUID publicId) {
        return transaction.run(actor, () -> Optional.ofNullable(actor.storeCode())
                .flatMap(store -> registrations.ofStore(store, publicId))
                .map(this::view)
                .orElseThrow(() -> Problem.of(Code.NOT_FOUND)));
    }

    private View view(Registration row) {
        return new View(
                row.publicId,
                row.contractRef,
                row.serviceType,
                row.status,
                row.lineStatus,
                "ACTIVE".equals(row.lineStatus),
                row.code,
                row.code == null
                        ? null
                        : HelpTable.of(Code.valueOf(row.code))
                                .map(language::told)
                                .orElse(null),
                row.signedAt,
                row.decidedAt);
    }
}

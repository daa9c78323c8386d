package io.shiming.registration;

import io.agroal.api.AgroalDataSource;
import io.shiming.access.Actor;
import io.shiming.access.policy.Quotas;
import io.shiming.database.FunctionCall;
import io.shiming.evidence.EvidenceConfig;
import io.shiming.identity.day.StatutoryDay;
import io.shiming.registration.application.Application;
import io.shiming.registration.integrity.BoundRows;
import io.shiming.registration.store.RegistrationConfig;
import io.shiming.vault.BlindIndex;
import io.shiming.vault.IndexKind;
import io.shiming.vault.Vault;
import io.shiming.verification.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The two statements of a signing. Native, because each is the whole round trip: a chatty session would hold a
 * connection for eleven of them.
 */
@ApplicationScoped
class SigningStatements {
    private final AgroalDataSource source;
    private final Vault vault;
    private final Quotas quotas;
    private final RegistrationConfig config;
    private final EvidenceConfig evidenceConfig;

    SigningStatements(
            AgroalDataSource source,
            Vault vault,
            Quotas quotas,
            RegistrationConfig config,
            EvidenceConfig evidenceConfig) {
        this.source = source;
        this.vault = vault;
        this.quotas = quotas;
        this.config = config;
        this.evidenceConfig = evidenceConfig;
    }

    /** All that a signing needs to know, in one round trip. */
    SigningContext context(SigningAttempt attempt, Instant now) {
        var actor = attempt.actor();
        var application = attempt.application();
        var second = attempt.second();
        var call = FunctionCall.of("registry.signing_context");
        Quotas.into(call, "p_probe_", quotas.ofProbes(actor));
        Quotas.into(call, "p_second_", second == null ? List.of() : quotas.ofReviewer(second.actor()));
        return call.with("p_second", second == null ? null : second.boundTo(attempt.request(), actor, vault))
                .with("p_operator", (short) actor.operator())
                .with("p_client", actor.client())
                .with("p_key", attempt.key().bytes())
                .with("p_dealer", actor.dealerCode())
                .with("p_store", actor.storeCode())
                .with("p_terminal", actor.terminalCode())
                .with("p_clerk", actor.actor())
                .with("p_reviewer", application.evidence.reviewer())
                .with("p_service", application.service.label())
                .with("p_notice", application.agreement.version())
                .with("p_language", application.agreement.language())
                .with("p_today", StatutoryDay.of(now))
                .with("p_document_indexes", toFind(actor, IndexKind.DOCUMENT, document(application)))
                .with("p_number_indexes", toFind(actor, IndexKind.NUMBER, application.line.canonical()))
                .with("p_evidence", application.pictures.ids())
                .with("p_evidence_since", now.minus(evidenceConfig.usableFor()))
                .with("p_digest", attempt.person())
                .row(source, SigningContext::read);
    }

    /** The indexes that a signing is stored under. */
    SigningIndexes indexes(Actor actor, Application application, Instant at) {
        return new SigningIndexes(
                vault.toStore(actor.operator(), IndexKind.DOCUMENT, document(application)),
                vault.toStore(actor.operator(), IndexKind.NUMBER, application.line.canonical()),
                parties(actor, application, at));
    }

    private List<SigningParty> parties(Actor actor, Application application, Instant at) {
        var today = StatutoryDay.of(at);
        return application.identity().parties().stream()
                .map(party -> new SigningParty(
                        party.role(),
                        vault.toStore(
                                actor.operator(),
                                IndexKind.DOCUMENT,
                                party.person().documentCanonical(today)),
                        at))
                .toList();
    }

    /** All that a signing leaves behind, in one transaction that is one round trip; an earlier write if the key has been used. */
    Optional<SigningContext.Replay> sign(SigningWrite signingWrite) {
        return call(signingWrite).row(source, row -> Optional.ofNullable(SigningContext.Replay.of(row)));
    }

    /** The same as part of a transaction that has closed the line of this person whose number goes on, if there was one. */
    Optional<SigningContext.Replay> sign(Connection transaction, SigningWrite signingWrite, @Nullable Long cardOf) {
        return call(signingWrite)
                .with("p_card_of", cardOf)
                .row(transaction, row -> Optional.ofNullable(SigningContext.Replay.of(row)));
    }

    private FunctionCall call(SigningWrite signingWrite) {
        var actor = signingWrite.actor();
        var application = signingWrite.application();
        var context = signingWrite.context();
        var number = signingWrite.indexes().number();
        var document = signingWrite.indexes().document();
        var call = FunctionCall.of("registry.sign")
                .with("p_operator", (short) actor.operator())
                .with("p_client", actor.client())
                .with("p_key", signingWrite.attempt().key().bytes())
                .with("p_body_digest", signingWrite.attempt().digest().bytes())
                .with("p_person", context.person)
                .with("p_person_known", context.personKnown)
                .with("p_document_index", document.bytes())
                .with("p_document_index_version", (short) document.keyVersion())
                .with("p_bound_index", context.documentIndex)
                .with("p_document_indexes", toFind(actor, IndexKind.DOCUMENT, document(application)))
                .with("p_wrapped", signingWrite.personKey().wrapped())
                .with("p_commit_key", signingWrite.personKey().commitmentKey())
                .with("p_operator_key_version", (short) signingWrite.personKey().operatorKeyVersion())
                .with("p_registration", context.registration)
                .with("p_contract", BoundRows.json(SigningColumn.of(signingWrite.attempt(), signingWrite.at())))
                .with("p_number_index", number.bytes())
                .with("p_number_index_version", (short) number.keyVersion())
                .with("p_number_indexes", toFind(actor, IndexKind.NUMBER, application.line.canonical()))
                .with("p_sealed", signingWrite.sealed().bytes())
                .with("p_notice", application.agreement.version())
                .with("p_language", application.agreement.language())
                .with("p_acknowledged_at", application.agreement.acknowledgedAt())
                .with("p_risk_notice", application.agreement.riskNotice())
                .with("p_separate_consent", application.agreement.separateConsent())
                .with("p_review", application.reviewReasons.reasons().toArray(String[]::new))
                .with("p_evidence", application.pictures.ids())
                .with("p_evidence_since", signingWrite.at().minus(evidenceConfig.usableFor()));
        return decided(call, signingWrite.answer())
                .with("p_card_limit", config.mobileCardsPerPerson())
                .with("p_organisation", application.applicant.organisation())
                .with("p_product_limit", config.numbersPerKeyService())
                .with("p_parties", SigningParty.json(signingWrite.indexes().parties()))
                .with("p_digest", signingWrite.attempt().person())
                .with("p_today", StatutoryDay.of(signingWrite.at()))
                .with("p_limits", context.limits())
                .with("p_event_id", signingWrite.eventId())
                .with("p_entry_id", signingWrite.entry().id())
                .with("p_entry", signingWrite.entry().bytes())
                .with("p_row_salt", signingWrite.rows().salt())
                .with("p_at", signingWrite.at());
    }

    private static FunctionCall decided(FunctionCall call, Answer answer) {
        boolean passed = answer.result() == Answer.Result.MATCH;
        return call.with("p_verified", passed)
                .with("p_provider", passed ? answer.provider() : null)
                .with("p_check_id", passed ? answer.checkId() : null)
                .with("p_checked_at", passed ? answer.checkedAt() : null);
    }

    private byte[][] toFind(Actor actor, IndexKind kind, String canonical) {
        List<BlindIndex> indexes = vault.toFind(actor.operator(), kind, canonical);
        return indexes.stream().map(BlindIndex::bytes).toArray(byte[][]::new);
    }

    private static String document(Application application) {
        return application.applicant.documentCanonical();
    }
}

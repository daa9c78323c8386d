package io.shiming.registration.correction;

import io.shiming.access.Actor;
import io.shiming.access.SecondReviewer;
import io.shiming.identity.day.FullYears;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.registration.application.RequestText;
import io.shiming.registration.integrity.BoundRows;
import io.shiming.verification.Answer;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is said of a correction beside the corrected values: who makes it, and for which reason. */
record StatedCorrection(
        Actor actor,
        @Nullable SecondReviewer second,
        CorrectionReason reason,
        CorrectionSource source,
        @Nullable String caseRef) {
    /** What tells one person from another: two people look at it. */
    private static final Set<String> FOR_TWO =
            Set.of("name", "documentType", "documentNumber", "issuingCountry", "birthDate");

    static StatedCorrection of(Actor actor, @Nullable SecondReviewer second, CorrectionRequest request) {
        var atCounter = actor.isAtCounter();
        if (atCounter && request.caseRef() != null) {
            throw Problem.of(Code.FIELD_NOT_ALLOWED).at("/caseRef");
        }
        if (!atCounter && request.capture() != null) {
            throw Problem.of(Code.FIELD_NOT_ALLOWED).at("/capture");
        }
        if (!atCounter && request.match() != null) {
            throw Problem.of(Code.FIELD_NOT_ALLOWED).at("/match");
        }
        return new StatedCorrection(
                actor,
                second,
                CorrectionReason.of(request.reason()),
                CorrectionSource.of(request.source(), atCounter),
                atCounter ? null : RequestText.reference(request.caseRef(), "/caseRef", Code.CASE_REQUIRED));
    }

    /**
     * Refuses a correction of nothing, one that the reason does not cover, one that a second person has not seen, and one that
     * would make a child the holder: that takes a signing with the guardian.
     */
    void mustCover(List<String> fields, LocalDate bornOn, LocalDate today) {
        if (fields.isEmpty()) {
            throw Problem.of(Code.CORRECTION_EMPTY);
        }
        if (!reason.fields().containsAll(fields)) {
            throw Problem.of(Code.INVALID_ARGUMENT).at("/reason");
        }
        if (second == null && fields.stream().anyMatch(FOR_TWO::contains)) {
            throw Problem.of(Code.SECOND_REVIEWER_REQUIRED);
        }
        if (fields.contains("birthDate") && FullYears.needsGuardian(bornOn, today)) {
            throw Problem.of(Code.GUARDIAN_REQUIRED);
        }
    }

    /** The columns of the new version that the entry binds, by their names. */
    SortedMap<String, String> columns(List<String> fields, Answer confirmed) {
        var columns = new TreeMap<String, String>();
        columns.put("fields", String.join(",", fields));
        columns.put("reason", reason.code());
        columns.put("source", source.label());
        if (caseRef != null) columns.put("case_ref", caseRef);
        columns.put("corrected_by", actor.actor());
        if (second != null) columns.put("second_person", second.actor());
        columns.put("provider", confirmed.provider());
        columns.put("check_id", confirmed.checkId());
        columns.put("checked_at", BoundRows.time(confirmed.checkedAt()));
        return columns;
    }
}

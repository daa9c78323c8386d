package io.shiming.registration.correction;

import io.shiming.audit.LegalBasis;
import io.shiming.audit.Purpose;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a correction rests on. */
enum CorrectionSource {
    /** The holder shows the document at the counter. */
    DOCUMENT_SHOWN(Purpose.DATA_SUBJECT_REQUEST, LegalBasis.PERSONS_OWN_REQUEST),
    /** The person's own request to an officer, with a copy of the document. */
    SUBJECT_REQUEST(Purpose.DATA_SUBJECT_REQUEST, LegalBasis.PERSONS_OWN_REQUEST),
    AUTHORITY_NOTICE(Purpose.REGISTRATION, LegalBasis.LEGAL_DUTY),
    COURT_DECISION(Purpose.REGISTRATION, LegalBasis.LEGAL_DUTY),
    /** The operator found it when it checked its own records. */
    OWN_CHECK(Purpose.REGISTRATION, LegalBasis.LEGAL_DUTY);

    final Purpose purpose;
    final LegalBasis basis;

    CorrectionSource(Purpose purpose, LegalBasis basis) {
        this.purpose = purpose;
        this.basis = basis;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The source that a counter or an officer can have; FIELD_REQUIRED or INVALID_ARGUMENT for any other. */
    static CorrectionSource of(@Nullable String label, boolean atCounter) {
        return Arrays.stream(values())
                .filter(source -> source.label().equals(label) && atCounter == (source == DOCUMENT_SHOWN))
                .findFirst()
                .orElseThrow(() -> Problem.of(label == null ? Code.FIELD_REQUIRED : Code.INVALID_ARGUMENT)
                        .at("/source"));
    }
}

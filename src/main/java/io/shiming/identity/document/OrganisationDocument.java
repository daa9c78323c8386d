package io.shiming.identity.document;

import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An organisation's certificate that is in force on the day it was presented. */
public final class OrganisationDocument {
    private final OrganisationDocumentType documentType;
    private final String verbatim;
    private final OrganisationCode code;
    private final CheckResult check;
    private final @Nullable LocalDate issuedOn;
    private final Validity validity;

    private OrganisationDocument(
            OrganisationDocumentType documentType, String verbatim, @Nullable LocalDate issuedOn, Validity validity) {
        this.documentType = documentType;
        this.verbatim = verbatim;
        this.issuedOn = issuedOn;
        this.validity = validity;
        if (documentType.hasUnifiedCode()) {
            var unified = UnifiedSocialCreditCode.of(verbatim);
            if (!documentType.shows(verbatim.charAt(0))) throw Particulars.mismatch();
            this.code = unified.organisationCode();
            this.check = unified.check();
        } else {
            this.code = OrganisationCode.of(verbatim);
            this.check = code.check();
        }
    }

    /**
     * A certificate as presented today.
     *
     * @throws Problem DOCUMENT_NUMBER_INVALID, DOC_TYPE_MISMATCH, DOCUMENT_NOT_YET_VALID, DOCUMENT_DATES_INVALID, or
     *     DOCUMENT_EXPIRED from the day after the printed one
     */
    public static OrganisationDocument of(
            OrganisationDocumentType documentType,
            String number,
            @Nullable LocalDate issuedOn,
            Validity validity,
            LocalDate today) {
        var document = new OrganisationDocument(documentType, number, issuedOn, validity);
        if (issuedOn != null) {
            if (issuedOn.isAfter(today)) throw Problem.of(Code.DOCUMENT_NOT_YET_VALID);
            if (!validity.covers(issuedOn)) throw Problem.of(Code.DOCUMENT_DATES_INVALID);
        }
        if (!validity.covers(today)) throw Problem.of(Code.DOCUMENT_EXPIRED);
        return document;
    }

    /** The canonical text of a number that was once presented, whether or not the document is still valid. */
    public static String canonical(OrganisationDocumentType documentType, String number) {
        return new OrganisationDocument(documentType, number, null, Validity.longTerm()).canonical();
    }

    public OrganisationDocumentType type() {
        return documentType;
    }

    /** The number as the certificate shows it. */
    public String verbatim() {
        return verbatim;
    }

    /**
     * The text that a blind index is made of, {@code ORGANISATION:MA0000007}: the organisation code, which stands inside
     * the unified code too, so that an organisation stays one whichever certificate is presented.
     */
    public String canonical() {
        return "ORGANISATION:" + code.canonical();
    }

    /** Whether only the licence register can tell that such a code exists (regulation section 4, row 19). */
    public boolean failsACheck() {
        return check == CheckResult.WARN_CHECK;
    }

    public Optional<LocalDate> issuedOn() {
        return Optional.ofNullable(issuedOn);
    }

    public Validity validity() {
        return validity;
    }

    @Override
    public String toString() {
        return "OrganisationDocument[" + documentType + "]";
    }
}

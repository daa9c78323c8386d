package io.shiming.identity.document;

import io.shiming.problem.Code;
import io.shiming.problem.Problem;

/**
 * The documents by which an organisation can be registered (MIIT Order 25, article 8). Today all but the last are one
 * certificate with a unified social credit code, whose first character tells who registers such organisations.
 */
public enum OrganisationDocumentType implements DocumentKind {
    USCC_LIC("business licence", '9'),
    INST_CERT("certificate of a public institution", '1'),
    SOC_CERT("certificate of a social organisation", '5'),
    ORG_OTHER("other certificate with a unified social credit code", OrganisationDocumentType.ANY_OTHER),
    ORG9("certificate of an organisation code, from before the unified code", OrganisationDocumentType.NO_UNIFIED_CODE);

    private static final char ANY_OTHER = '*';
    private static final char NO_UNIFIED_CODE = '-';

    /** What the document is, in words for a clerk. */
    public final String meaning;

    private final char registrar;

    OrganisationDocumentType(String meaning, char registrar) {
        this.meaning = meaning;
        this.registrar = registrar;
    }

    /** The type with this code; any other text is a DOC_TYPE_NOT_ACCEPTED. */
    public static OrganisationDocumentType of(String code) {
        for (var type : values()) if (type.name().equals(code)) return type;
        throw Problem.of(Code.DOC_TYPE_NOT_ACCEPTED);
    }

    boolean hasUnifiedCode() {
        return registrar != NO_UNIFIED_CODE;
    }

    /** Whether a code with this first character can stand on such a certificate. */
    boolean shows(char first) {
        return registrar == ANY_OTHER ? "159".indexOf(first) < 0 : registrar == first;
    }
}

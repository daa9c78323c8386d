package io.shiming.identity.document;

import io.shiming.problem.Code;
import io.shiming.problem.Problem;

/**
 * The documents by which a natural person can be registered. Source: MIIT Order 25, article 7; whether and since when a
 * type is accepted is {@link AcceptedDocuments}' affair.
 */
public enum DocumentType implements DocumentKind {
    RIC("resident identity card"),
    TRIC("temporary resident identity card"),
    HKB("household register, for a citizen who holds no resident identity card yet"),
    PLA("identity document of the People's Liberation Army"),
    PAP("identity document of the People's Armed Police"),
    HMTP("mainland travel permit for Hong Kong and Macao residents"),
    HMTP_F("mainland travel permit for Hong Kong and Macao residents who are not Chinese citizens"),
    TWTP("mainland travel permit for Taiwan residents"),
    HMRP("residence permit for Hong Kong and Macao residents"),
    TWRP("residence permit for Taiwan residents"),
    FPR17("foreigner's permanent residence card with fifteen characters, issued before 2023-12-01"),
    FPR23("foreigner's permanent residence card with eighteen digits, issued since 2023-12-01"),
    PPT_CN("ordinary passport of a Chinese citizen settled abroad"),
    PPT_F("foreign passport");

    /** What the document is, in words for a clerk. */
    public final String meaning;

    DocumentType(String meaning) {
        this.meaning = meaning;
    }

    /** The type with this name; any other text is a DOC_TYPE_NOT_ACCEPTED. */
    public static DocumentType of(String name) {
        for (DocumentType type : values()) if (type.name().equals(name)) return type;
        throw Problem.of(Code.DOC_TYPE_NOT_ACCEPTED);
    }

    /**
     * Documents of one class number their holders from one series. The identity card, the temporary card and the
     * household register all show the citizen's one number, so that a citizen is one person whichever is presented.
     */
    public String indexClass() {
        return switch (this) {
            case RIC, TRIC, HKB -> "CITIZEN";
            default -> name();
        };
    }
}

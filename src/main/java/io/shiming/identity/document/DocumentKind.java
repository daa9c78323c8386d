package io.shiming.identity.document;

import io.shiming.problem.Problem;

/** A kind of document that a registration can rest on: a person's or an organisation's. */
public sealed interface DocumentKind permits DocumentType, OrganisationDocumentType {

    /** The code in requests, answers and the table of accepted documents. */
    String name();

    /** The kind with this code, for a person or an organisation; {@link Problem} DOC_TYPE_NOT_ACCEPTED otherwise. */
    static DocumentKind named(String code) {
        for (var type : OrganisationDocumentType.values()) if (type.name().equals(code)) return type;
        return DocumentType.of(code);
    }
}

package io.shiming.problem;

import org.jspecify.annotations.Nullable;

/** What is told where the document, or what it says, does not do. */
final class DocumentHelp {
    private static final String SHOP = "Come to a shop of the operator with the original document.";

    private DocumentHelp() {}

    static @Nullable Help with(Code code) {
        return switch (code) {
            case IDENTITY_MISMATCH ->
                Help.of(
                        "The name and the document number do not belong together in the authority's register.",
                        "Check the data against the original document; have an outdated record corrected first.",
                        Help.CARD);
            case IDENTITY_UNKNOWN ->
                Help.of("The authority's register has no such document.", "Bring the original document.", Help.CARD);
            case DOCUMENT_REQUIRED ->
                Help.of("No service may be opened without an identity document.", SHOP, Help.CARD);
            case DOCUMENT_EXPIRED ->
                Help.of(
                        "The document's last day of validity has passed.",
                        "Renew the document or use another accepted document that is valid.",
                        Help.CARD);
            case DOCUMENT_NOT_YET_VALID, DOCUMENT_DATES_INVALID ->
                Help.of("The dates of validity cannot be those of such a document.", SHOP, Help.CARD);
            case DOCUMENT_NUMBER_INVALID, DOC_TYPE_MISMATCH ->
                Help.of(
                        "The number cannot belong to a document of this type.",
                        "Read the document again, and check its type.",
                        Help.CARD);
            case ISSUING_STATE_UNKNOWN ->
                Help.of(
                        "The state or body that issued the passport is not written as one that is known.",
                        "Read the three letters after P in the passport's machine-readable zone.",
                        "the applicant's valid passport");
            case DOC_TYPE_NOT_ACCEPTED ->
                Help.of(
                        "Documents of this type are not accepted for this service.",
                        "Use another document that is accepted.",
                        Help.CARD);
            case MRZ_INVALID, MRZ_MISMATCH ->
                Help.of(
                        "The passport's machine-readable zone does not agree with its data.",
                        "Read the passport again.",
                        "the applicant's valid passport");
            case READER_REQUIRED ->
                Help.of(
                        "The data of a resident identity card may not be typed in by hand.",
                        "Read the card with a card reader or by NFC.",
                        Help.CARD);
            case CAPTURE_NOT_POSSIBLE ->
                Help.of(
                        "A document of this type has no chip and no machine-readable zone.",
                        "Enter the data from the original document.",
                        Help.CARD);
            case SECOND_REVIEWER_REQUIRED ->
                Help.of(
                        "A document of this type, or of this holder, is accepted when two members of staff have seen it.",
                        "Ask a second member of staff to look at it, or use a resident identity card.",
                        Help.CARD);
            case SECOND_REVIEWER_TOKEN_USED ->
                Help.of(
                        "A second member of staff stands for one application at a time.",
                        "Let the second member of staff sign in again for this application.");
            case DOCUMENT_REFUSED, DATA_REFUSED ->
                Help.of(
                        "Without the document, and the name, number and address on it, the law permits no service.",
                        "Come back with the document when you wish to show it.",
                        Help.CARD);
            case FORGED ->
                Help.of(
                        "The document that was shown is not genuine. The police have been told, as the law requires.",
                        "Apply with a genuine document of your own; ask the police about the one that was shown.",
                        Help.CARD);
            case IMPERSONATION ->
                Help.of(
                        "The person at the counter does not match the document.",
                        "Only the document's holder may use it; apply with your own document.",
                        Help.CARD);
            case NAME_PRIVATE_USE -> CharacterHelp.privateUse();
            case NAME_REQUIRED, NAME_INVALID ->
                Help.of(
                        "The name must be recorded exactly as the document shows it.",
                        "Read the name again; ask for the character's code in the national standard if it is rare.",
                        Help.CARD);
            case ADDRESS_PRIVATE_USE -> CharacterHelp.privateUse();
            case ADDRESS_REQUIRED, ADDRESS_INVALID ->
                Help.of(
                        "The address on the document, or the declared address, must be recorded.",
                        "Read or ask for the address again.",
                        Help.CARD);
            default -> null;
        };
    }
}

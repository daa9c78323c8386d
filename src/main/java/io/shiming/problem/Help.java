package io.shiming.problem;

import java.util.List;
import java.util.Optional;

/**
 * What an applicant is told with a refusal that he or she can act on: why, what to do, which papers to bring.
 *
 * <p>Source of the duty: Anti-Telecom and Online Fraud Law, article 32 paragraph 3.
 *
 * @param reason why it was refused, in a sentence the clerk can read out
 * @param remedy what the applicant can do
 * @param documentsNeeded the documents to bring, may be empty
 */
public record Help(String reason, String remedy, List<String> documentsNeeded) {

    /** How to object to any refusal; the header Audit-Entry names the entry that tells of it. */
    static final String APPEAL =
            "If this is wrong, appeal in any shop of the operator or to its data officer, and quote the"
                    + " first part of Audit-Entry; an accepted appeal takes effect at once.";

    private static final String CARD = "the applicant's valid resident identity card or other accepted document";
    private static final String RELEASE = "the signed release of the number";
    private static final String SHOP = "Come to a shop of the operator with the original document.";

    /** The help that belongs to a code; none where the caller's system, not the applicant, has to act. */
    public static Optional<Help> with(Code code) {
        return Optional.ofNullable(
                switch (code) {
                    case CARD_LIMIT ->
                        of(
                                "A person may hold at most five active mobile cards with one operator.",
                                "Close a card that is no longer used, or ask which numbers are registered in your name.",
                                CARD);
                    case CARD_LIMIT_NATIONWIDE ->
                        of(
                                "The national count has five active mobile cards of this person with the operator.",
                                "Close a card in the province where it was opened, or have the count corrected there.",
                                CARD);
                    case SANCTIONED ->
                        of(
                                "The authorities have limited the opening of mobile cards for this person for a term.",
                                "Lines that exist go on; wait for the end of the term, or appeal with proof of the end or the error.",
                                CARD,
                                "the decision that ends or corrects the measure, if there is one");
                    case ABNORMAL_OPENING -> of("The opening is abnormal.", "Show what the card is needed for.", CARD);
                    case NUMBER_TAKEN ->
                        of(
                                "The number or access account is registered to a subscriber.",
                                "Choose another number, or have the present holder close or transfer it.");
                    case IDENTITY_MISMATCH ->
                        of(
                                "The name and the document number do not belong together in the authority's register.",
                                "Check the data against the original document; have an outdated record corrected first.",
                                CARD);
                    case IDENTITY_UNKNOWN ->
                        of("The authority's register has no such document.", "Bring the original document.", CARD);
                    case DOCUMENT_REQUIRED -> of("No service may be opened without an identity document.", SHOP, CARD);
                    case DOCUMENT_EXPIRED ->
                        of(
                                "The document's last day of validity has passed.",
                                "Renew the document or use another accepted document that is valid.",
                                CARD);
                    case DOCUMENT_NOT_YET_VALID, DOCUMENT_DATES_INVALID ->
                        of("The dates of validity cannot be those of such a document.", SHOP, CARD);
                    case DOCUMENT_NUMBER_INVALID, DOC_TYPE_MISMATCH ->
                        of(
                                "The number cannot belong to a document of this type.",
                                "Read the document again, and check its type.",
                                CARD);
                    case DOC_TYPE_NOT_ACCEPTED ->
                        of(
                                "Documents of this type are not accepted for this service.",
                                "Use another document that is accepted.",
                                CARD);
                    case MRZ_INVALID, MRZ_MISMATCH ->
                        of(
                                "The passport's machine-readable zone does not agree with its data.",
                                "Read the passport again.",
                                "the applicant's valid passport");
                    case READER_REQUIRED ->
                        of(
                                "The data of a resident identity card may not be typed in by hand.",
                                "Read the card with a card reader or by NFC.",
                                CARD);
                    case CAPTURE_NOT_POSSIBLE ->
                        of(
                                "A document of this type has no chip and no machine-readable zone.",
                                "Enter the data from the original document.",
                                CARD);
                    case SECOND_REVIEWER_REQUIRED ->
                        of(
                                "A document of this type, or of this holder, is accepted when two members of staff have seen it.",
                                "Ask a second member of staff to look at it, or use a resident identity card.",
                                CARD);
                    case GUARDIAN_REQUIRED ->
                        of(
                                "An applicant under sixteen signs with a guardian.",
                                "Come with a parent or another guardian.",
                                CARD,
                                "the guardian's valid identity document",
                                "proof of kinship or guardianship");
                    case NOTICE_REQUIRED ->
                        of(
                                "The rules on collecting and using personal data must be shown before the contract is signed.",
                                "Show the current notice and have it acknowledged.");
                    case PROXY_FORBIDDEN ->
                        of(
                                "This service may not be signed for, or given away, by an agent.",
                                "The subscriber comes in person.",
                                CARD);
                    case AGENT_DOCUMENT_REQUIRED, AGENT_NOT_ELIGIBLE ->
                        of(
                                "An agent must be an adult whose identity and authority are known.",
                                "Bring both persons' documents and the letter of authority, or come in person.",
                                CARD,
                                "the agent's valid identity document",
                                "the subscriber's letter of authority");
                    case RISK_NOTICE_REQUIRED ->
                        of(
                                "Whoever lends, leases or sells a card is liable for it; applicants must be told so.",
                                "Give the warning and have it acknowledged.");
                    case SEPARATE_CONSENT_REQUIRED ->
                        of(
                                "Photos, faces and the data of a child under fourteen are sensitive.",
                                "Explain what they are used for and have the separate consent given.");
                    case LIVE_PHOTO_REQUIRED, FACE_MATCH_REQUIRED ->
                        of(
                                "A mobile number is opened when the applicant, on site, is seen to be the document's holder.",
                                "Come in person to a shop of the operator and have the photo taken and compared.",
                                CARD);
                    case DOCUMENT_REFUSED, DATA_REFUSED ->
                        of(
                                "Without the document, and the name, number and address on it, the law permits no service.",
                                "Come back with the document when you wish to show it.",
                                CARD);
                    case FORGED ->
                        of(
                                "The document that was shown is not genuine. The police have been told, as the law requires.",
                                "Apply with a genuine document of your own; ask the police about the one that was shown.",
                                CARD);
                    case IMAGE_NOT_ACCEPTED, EVIDENCE_NOT_USABLE ->
                        of(
                                "The photo or copy was taken too long ago, for another application, or cannot be read.",
                                "Have the photo or the copy taken again.",
                                CARD);
                    case IMAGES_UNUSED ->
                        of(
                                "This shop has taken more photos and copies than it has used.",
                                "Go to another shop of the operator, or come back when the shop's unused images are erased.",
                                CARD);
                    case COPY_NOT_ANNOTATED ->
                        of(
                                "A copy of an identity document must say whom it is for, what for, and when it was made.",
                                "Have the copy taken again at the counter, with these three on it.",
                                CARD);
                    case IMPERSONATION ->
                        of(
                                "The person at the counter does not match the document.",
                                "Only the document's holder may use it; apply with your own document.",
                                CARD);
                    case NAME_REQUIRED, NAME_INVALID, NAME_PRIVATE_USE ->
                        of(
                                "The name must be recorded exactly as the document shows it.",
                                "Read the name again; ask for the character's code in the national standard if it is rare.",
                                CARD);
                    case ADDRESS_REQUIRED, ADDRESS_INVALID ->
                        of(
                                "The address on the document, or the declared address, must be recorded.",
                                "Read or ask for the address again.",
                                CARD);
                    case APPLICATION_EXPIRED ->
                        of(
                                "The identity could not be checked in time; no service may be opened without the check.",
                                "Apply again.",
                                CARD);
                    case NOT_HOLDER ->
                        of(
                                "The number is not registered under the document that was shown.",
                                "Bring the document under which the number was registered, or have the holder come.",
                                CARD);
                    case LINE_BARRED ->
                        of(
                                "The line is barred and can be neither replaced nor passed on.",
                                "Settle what it is barred for in a shop of the operator; a second verification may be enough.",
                                CARD);
                    case FORMER_HOLDER_REQUIRED ->
                        of(
                                "A number passes to another person when its holder agrees, in person.",
                                "Come together, both with identity documents, and sign the release.",
                                CARD,
                                "the present holder's valid identity document",
                                RELEASE);
                    case KIN_PROOF_REQUIRED ->
                        of(
                                "The number of somebody who has died passes on when adult next of kin, or heirs, prove that they are.",
                                "Come with the proofs, and sign the release in the holder's place.",
                                "the next of kin's valid identity document",
                                "the death certificate",
                                "proof of kinship or of inheritance",
                                RELEASE);
                    case DEALER_SUSPENDED,
                            DEALER_LICENCE_EXPIRED,
                            BLACKLISTED,
                            TERMINAL_NOT_ENROLLED,
                            CLERK_NOT_ENROLLED,
                            TRAINING_EXPIRED ->
                        of("This shop may not register subscribers at present.", "Go to another shop of the operator.");
                    case DEALER_OUT_OF_SCOPE ->
                        of(
                                "This shop may not open this service here.",
                                "Go to a shop of the operator, or to a dealer that may.");
                    default -> OrganisationHelp.with(code);
                });
    }

    static Help of(String reason, String remedy, String... documents) {
        return new Help(reason, remedy, List.of(documents));
    }
}

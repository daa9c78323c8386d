package io.shiming.problem;

import org.jspecify.annotations.Nullable;

/** The help where a person, or a thing that has to be shown, signed or agreed to, is missing at the counter. */
final class CounterHelp {
    private CounterHelp() {}

    static @Nullable Help with(Code code) {
        return switch (code) {
            case GUARDIAN_REQUIRED ->
                Help.of(
                        "A person under sixteen signs with a guardian; a person under eighteen gives a number away with a guardian.",
                        "Come with a parent or another guardian.",
                        Help.CARD,
                        "the guardian's valid identity document",
                        "proof of kinship or guardianship");
            case NOTICE_REQUIRED ->
                Help.of(
                        "The rules on collecting and using personal data must be shown before the contract is signed.",
                        "Show the current notice and have it acknowledged.");
            case PROXY_FORBIDDEN ->
                Help.of(
                        "This service may not be signed for, or given away, by an agent.",
                        "The subscriber comes in person.",
                        Help.CARD);
            case AGENT_DOCUMENT_REQUIRED, AGENT_NOT_ELIGIBLE ->
                Help.of(
                        "An agent must be an adult whose identity and authority are known.",
                        "Bring both persons' documents and the letter of authority, or come in person.",
                        Help.CARD,
                        "the agent's valid identity document",
                        "the subscriber's letter of authority");
            case RISK_NOTICE_REQUIRED ->
                Help.of(
                        "A person who lends, leases or sells a card is liable for it; applicants must be told so.",
                        "Give the warning and have it acknowledged.");
            case SEPARATE_CONSENT_REQUIRED ->
                Help.of(
                        "Photos, faces and the data of a child under fourteen are sensitive.",
                        "Explain what they are used for and have the separate consent given.");
            case CONSENT_NOT_GIVEN ->
                Help.of(
                        "For this registration no separate consent was given, or it was withdrawn before.",
                        "There is nothing to withdraw. Ask for the consent receipt, which says what was agreed to.");
            case LIVE_PHOTO_REQUIRED, FACE_MATCH_REQUIRED ->
                Help.of(
                        "A mobile number is opened when the applicant, on site, is seen to be the document's holder.",
                        "Come in person to a shop of the operator and have the photo taken and compared.",
                        Help.CARD);
            case IMAGE_NOT_ACCEPTED, EVIDENCE_NOT_USABLE ->
                Help.of(
                        "The photo or copy was taken too long ago, for another application, or cannot be read.",
                        "Have the photo or the copy taken again.",
                        Help.CARD);
            case COPY_NOT_ANNOTATED ->
                Help.of(
                        "A copy of an identity document must name the operator, the purpose and the date.",
                        "Have the copy taken again at the counter, with these three on it.",
                        Help.CARD);
            default -> null;
        };
    }
}

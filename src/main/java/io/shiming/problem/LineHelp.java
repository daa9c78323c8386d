package io.shiming.problem;

import org.jspecify.annotations.Nullable;

/** The help where the number is another person's, is barred, or passes to another holder. */
final class LineHelp {
    private static final String RELEASE = "the signed release of the number";

    private LineHelp() {}

    static @Nullable Help with(Code code) {
        return switch (code) {
            case NUMBER_TAKEN ->
                Help.of(
                        "The number or access account is registered to a subscriber.",
                        "Choose another number, or have the present holder close or transfer it.");
            case APPLICATION_EXPIRED ->
                Help.of(
                        "The identity could not be checked in time; no service may be opened without the check.",
                        "Apply again.",
                        Help.CARD);
            case NOT_HOLDER ->
                Help.of(
                        "The number is not registered under the document that was shown.",
                        "Bring the document under which the number was registered, or have the holder come.",
                        Help.CARD);
            case LINE_BARRED ->
                Help.of(
                        "The line is barred and can be neither replaced nor passed on.",
                        "Settle what it is barred for in a shop of the operator; a second verification may be enough.",
                        Help.CARD);
            case FORMER_HOLDER_REQUIRED ->
                Help.of(
                        "A number passes to another person when its holder, or a person entitled to act for the holder, agrees in person.",
                        "Come together with the holder or who acts for the holder, all with identity documents, and sign the release.",
                        Help.CARD,
                        "the present holder's identity document, and that of who acts for the holder",
                        RELEASE);
            case KIN_PROOF_REQUIRED ->
                Help.of(
                        "The number of a deceased holder passes on when adult next of kin, or heirs, prove that they are.",
                        "Come with the proofs, and sign the release in the holder's place.",
                        "the next of kin's valid identity document, and that of the deceased",
                        "the death certificate",
                        "proof of kinship or of inheritance",
                        RELEASE);
            default -> null;
        };
    }
}

package io.shiming.problem;

import org.jspecify.annotations.Nullable;

/** What is told where a limit is reached, or this shop may not sign. */
final class LimitHelp {
    private LimitHelp() {}

    static @Nullable Help with(Code code) {
        return switch (code) {
            case CARD_LIMIT ->
                Help.of(
                        "A person may hold at most five active mobile cards with one operator.",
                        "Close a card that is no longer used, or ask which numbers are registered in your name.",
                        Help.CARD);
            case CARD_LIMIT_NATIONWIDE ->
                Help.of(
                        "The national count has five active mobile cards of this person with the operator.",
                        "Close a card in the province where it was opened, or have the count corrected there.",
                        Help.CARD);
            case SANCTIONED ->
                Help.of(
                        "The authorities have limited the opening of mobile cards for this person for a term.",
                        "Lines that exist go on; wait for the end of the term, or appeal with proof of the end or the error.",
                        Help.CARD,
                        "the decision that ends or corrects the measure, if there is one");
            case ABNORMAL_OPENING ->
                Help.of("The opening is abnormal.", "Show what the card is needed for.", Help.CARD);
            case IMAGES_UNUSED ->
                Help.of(
                        "This shop has taken more photos and copies than it has used.",
                        "Go to another shop of the operator, or come back when the shop's unused images are erased.",
                        Help.CARD);
            case DEALER_SUSPENDED,
                    STORE_CLOSED,
                    DEALER_LICENCE_EXPIRED,
                    BLACKLISTED,
                    TERMINAL_NOT_ENROLLED,
                    CLERK_NOT_ENROLLED,
                    TRAINING_EXPIRED ->
                Help.of("This shop may not register subscribers at present.", "Go to another shop of the operator.");
            case DEALER_OUT_OF_SCOPE ->
                Help.of(
                        "This shop may not open this service here.",
                        "Go to a shop of the operator, or to a dealer that may.");
            default -> null;
        };
    }
}

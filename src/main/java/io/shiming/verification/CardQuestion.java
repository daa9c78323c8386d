package io.shiming.verification;

import java.util.UUID;

/**
 * How many mobile cards does this person hold with this operator, in the whole country?
 *
 * @param operator the operator asked for
 * @param person the digest of the document that operators and hub have agreed on, 64 hexadecimal digits
 */
public record CardQuestion(UUID requestId, int operator, String person) {
    @Override
    public String toString() {
        return "CardQuestion[" + requestId + ", withheld]";
    }
}

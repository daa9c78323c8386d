package io.shiming.identity.number;

import io.shiming.identity.text.Withheld;
import io.shiming.problem.Problem;

/** A number that an organisation is called on from the whole country, at shared cost: 400 and seven digits, no area. */
public final class BusinessNumber extends Withheld implements ServiceNumber {
    private BusinessNumber(String e164) {
        super(e164);
    }

    /** Whether a text is meant as such a number. */
    public static boolean begins(String text) {
        return text.startsWith("400") || text.startsWith("+86400");
    }

    /**
     * {@code 4000000000} or with {@code +86}.
     *
     * @throws Problem NUMBER_INVALID
     */
    public static BusinessNumber of(String text) {
        String digits = ChinesePlan.national(text);
        if (digits.length() != 10 || !digits.startsWith("400")) throw ChinesePlan.invalid();
        return new BusinessNumber(ChinesePlan.e164(digits));
    }

    @Override
    public Kind kind() {
        return Kind.BUSINESS;
    }

    @Override
    public String canonical() {
        return text();
    }

    @Override
    public String masked() {
        return ChinesePlan.masked(text());
    }
}

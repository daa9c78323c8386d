package io.shiming.identity.number;

import io.shiming.identity.text.Withheld;
import io.shiming.problem.Problem;

/** A mobile number: eleven digits from 13 to 19. */
public final class MobileNumber extends Withheld implements ServiceNumber {
    private MobileNumber(String e164) {
        super(e164);
    }

    /**
     * {@code 13800138000} or {@code +8613800138000}.
     *
     * @throws Problem NUMBER_INVALID
     */
    public static MobileNumber of(String text) {
        String digits = ChinesePlan.national(text);
        if (digits.length() != 11 || digits.charAt(0) != '1' || digits.charAt(1) < '3') throw ChinesePlan.invalid();
        return new MobileNumber(ChinesePlan.e164(digits));
    }

    @Override
    public Kind kind() {
        return Kind.MOBILE;
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

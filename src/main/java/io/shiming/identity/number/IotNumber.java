package io.shiming.identity.number;

import io.shiming.identity.text.Withheld;
import io.shiming.problem.Problem;
import java.util.List;

/** A number of the internet of things: thirteen digits. A mobile number sold for a machine is still a mobile number. */
public final class IotNumber extends Withheld implements ServiceNumber {
    private static final List<String> RANGES = List.of("1410", "1440", "1441", "146", "148", "1064");

    private IotNumber(String e164) {
        super(e164);
    }

    /**
     * {@code 1440000000000} or with {@code +86}.
     *
     * @throws Problem NUMBER_INVALID
     */
    public static IotNumber of(String text) {
        String digits = ChinesePlan.national(text);
        if (digits.length() != 13 || RANGES.stream().noneMatch(digits::startsWith)) throw ChinesePlan.invalid();
        return new IotNumber(ChinesePlan.e164(digits));
    }

    @Override
    public Kind kind() {
        return Kind.IOT;
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

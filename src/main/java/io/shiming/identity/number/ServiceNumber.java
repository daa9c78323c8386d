package io.shiming.identity.number;

import io.shiming.problem.Problem;

/** What a subscriber is registered for: a number of the public plan, or an account of internet access. */
public sealed interface ServiceNumber permits MobileNumber, FixedNumber, BusinessNumber, IotNumber, AccessAccount {

    /** The kinds of service that need a registration: Decision of 2012-12-28, article 6. */
    enum Kind {
        MOBILE,
        FIXED,
        BUSINESS,
        IOT,
        INTERNET
    }

    /** The kind of service it belongs to. It says nothing of the operator: numbers are portable since 2019-12-01. */
    Kind kind();

    /** The one spelling by which it is unique: E.164 with its plus, or the account in small letters. */
    String canonical();

    /** What staff without a purpose may see. */
    String masked();

    /** Reads a number of the wanted kind. Throws {@link Problem} NUMBER_INVALID or ACCESS_ACCOUNT_INVALID. */
    static ServiceNumber of(Kind kind, String text) {
        return switch (kind) {
            case MOBILE -> MobileNumber.of(text);
            case FIXED -> FixedNumber.of(text);
            case BUSINESS -> BusinessNumber.of(text);
            case IOT -> IotNumber.of(text);
            case INTERNET -> AccessAccount.of(text);
        };
    }
}

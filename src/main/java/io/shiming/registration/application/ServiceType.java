package io.shiming.registration.application;

import io.shiming.identity.number.AccessAccount;
import io.shiming.identity.number.BusinessNumber;
import io.shiming.identity.number.FixedNumber;
import io.shiming.identity.number.IotNumber;
import io.shiming.identity.number.MobileNumber;
import io.shiming.identity.number.ServiceNumber;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The services for which the law asks for a true identity (Decision of 2012 article 6, Order 25 article 3). */
public enum ServiceType {
    MOBILE,
    FIXED,
    INTERNET,
    IOT;

    /** The name in requests and answers. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Whether the service is opened with a card, which can be lent or sold. Its holder is therefore compared on site.
     */
    boolean isCard() {
        return this == MOBILE || this == IOT;
    }

    /** The service of that name. */
    public static ServiceType of(@Nullable String label) {
        return Arrays.stream(values())
                .filter(type -> type.label().equals(label))
                .findFirst()
                .orElseThrow(() -> Problem.of(label == null ? Code.FIELD_REQUIRED : Code.INVALID_ARGUMENT)
                        .at("/type"));
    }

    /** The number or account that names the line; exactly the one of the two that this service has. */
    public ServiceNumber line(@Nullable String number, @Nullable String accessAccount) {
        boolean account = this == INTERNET;
        if ((account ? number : accessAccount) != null) {
            throw Problem.of(Code.FIELD_NOT_ALLOWED).at(account ? "/number" : "/accessAccount");
        }
        var field = account ? "/accessAccount" : "/number";
        var given = account ? accessAccount : number;
        if (given == null) {
            throw Problem.of(Code.FIELD_REQUIRED).at(field);
        }
        return Problem.at(field, () -> number(given));
    }

    private ServiceNumber number(String given) {
        return switch (this) {
            case MOBILE -> MobileNumber.of(given);
            case FIXED -> BusinessNumber.begins(given) ? BusinessNumber.of(given) : FixedNumber.of(given);
            case IOT -> IotNumber.of(given);
            case INTERNET -> AccessAccount.of(given);
        };
    }
}

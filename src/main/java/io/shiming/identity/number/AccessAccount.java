package io.shiming.identity.number;

import io.shiming.identity.text.Ascii;
import io.shiming.identity.text.Mask;
import io.shiming.identity.text.Withheld;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.util.Locale;

/**
 * An account of internet access: the operator's own name for a line, of 4 to 64 characters of {@code A-Za-z0-9._@-}.
 *
 * <p>Capitals and small letters are one: two accounts that differ in case only would be one at the counter and in most
 * access servers, and a line registered under both spellings would have two subscribers. To fold can at worst refuse an
 * account; not to fold could register a line twice.
 */
public final class AccessAccount extends Withheld implements ServiceNumber {
    private AccessAccount(String folded) {
        super(folded);
    }

    /**
     * An account in either case.
     *
     * @throws Problem ACCESS_ACCOUNT_INVALID
     */
    public static AccessAccount of(String text) {
        if (text.length() < 4 || text.length() > 64 || !Ascii.all(text, AccessAccount::mayStandIn))
            throw Problem.of(Code.ACCESS_ACCOUNT_INVALID);
        return new AccessAccount(text.toLowerCase(Locale.ROOT));
    }

    private static boolean mayStandIn(int c) {
        return Ascii.alphanumeric(c) || (c >= 'a' && c <= 'z') || "._@-".indexOf(c) >= 0;
    }

    @Override
    public Kind kind() {
        return Kind.INTERNET;
    }

    @Override
    public String canonical() {
        return text();
    }

    @Override
    public String masked() {
        return Mask.head(text(), 2) + "****";
    }
}

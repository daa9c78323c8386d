package io.shiming.identity.document;

import io.shiming.identity.text.Ascii;
import io.shiming.identity.text.Mask;
import io.shiming.identity.text.Withheld;
import io.shiming.problem.Problem;

/**
 * The organisation code of GB 11714, eight characters and a check. By itself it is no proof of anything today: it is read
 * from old registrations only, and stands inside the {@link UnifiedSocialCreditCode}.
 */
public final class OrganisationCode extends Withheld {
    private OrganisationCode(String code) {
        super(code);
    }

    /**
     * {@code 000000000} or {@code 00000000-0}.
     *
     * @throws Problem DOCUMENT_NUMBER_INVALID
     */
    public static OrganisationCode of(String text) {
        if (text.length() > 10) throw Particulars.invalid();
        boolean hyphen = text.length() == 10 && text.charAt(8) == '-';
        String code = hyphen ? text.substring(0, 8) + text.charAt(9) : text;
        if (code.length() != 9 || !Ascii.all(code, Ascii::alphanumeric)) throw Particulars.invalid();
        if (!Ascii.digit(code.charAt(8)) && code.charAt(8) != 'X') throw Particulars.invalid();
        return new OrganisationCode(code);
    }

    static OrganisationCode inside(String nineCharacters) {
        return new OrganisationCode(nineCharacters);
    }

    public String canonical() {
        return text();
    }

    public CheckResult check() {
        return CheckDigit.gb11714(text()) == text().charAt(8) ? CheckResult.OK : CheckResult.WARN_CHECK;
    }

    public String masked() {
        return Mask.between(text(), 1, 2);
    }
}

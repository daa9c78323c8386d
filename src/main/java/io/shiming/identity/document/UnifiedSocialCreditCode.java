package io.shiming.identity.document;

import io.shiming.identity.text.Ascii;
import io.shiming.identity.text.Mask;
import io.shiming.identity.text.Withheld;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;

/**
 * The unified social credit code of an organisation, GB 32100: eighteen characters of an alphabet without I, O, S, V and
 * Z, of which the last checks all, and the ninth to the seventeenth are the organisation code with a check of its own.
 *
 * <p>Some early codes fail a check and are lawful. Such a code is a value here, with a warning: the caller refuses it
 * unless the licence register confirms it (regulation section 4, row 19).
 */
public final class UnifiedSocialCreditCode extends Withheld {
    private UnifiedSocialCreditCode(String code) {
        super(code);
    }

    /**
     * A code of the right form.
     *
     * @throws Problem DOCUMENT_NUMBER_INVALID
     */
    public static UnifiedSocialCreditCode of(String text) {
        if (text.length() != 18
                || !Ascii.all(text, c -> CheckDigit.USCC_ALPHABET.indexOf(c) >= 0)
                || !Ascii.digits(text.substring(2, 8))) throw Particulars.invalid();
        return new UnifiedSocialCreditCode(text);
    }

    public String canonical() {
        return text();
    }

    /** Whether both check characters are as the standards compute them. */
    public CheckResult check() {
        boolean outer = CheckDigit.gb32100(text()) == text().charAt(17);
        return outer && organisationCode().check() == CheckResult.OK ? CheckResult.OK : CheckResult.WARN_CHECK;
    }

    /** Refuses, with DOCUMENT_NUMBER_INVALID, a code that neither its checks nor the licence register confirm. */
    public void mustBeConfirmed(boolean byLicenceRegister) {
        if (check() != CheckResult.OK && !byLicenceRegister) throw Problem.of(Code.DOCUMENT_NUMBER_INVALID);
    }

    public OrganisationCode organisationCode() {
        return OrganisationCode.inside(text().substring(8, 17));
    }

    public String masked() {
        return Mask.between(text(), 4, 4);
    }
}

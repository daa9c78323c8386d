package io.shiming.identity.document;

import static io.shiming.identity.document.Particulars.invalid;

import io.shiming.identity.text.Ascii;
import java.time.LocalDate;

/**
 * The layout of GB 11643 that all cards with a chip share: six digits of origin, the birth date, three of sequence (odd
 * for a man) and the check character, a capital X for ten. A small x is refused, not mended: one spelling, one index.
 */
final class EighteenCharacters {
    private EighteenCharacters() {}

    static void mustHaveForm(String text) {
        if (text.length() != 18 || !Ascii.digits(text.substring(0, 17))) throw invalid();
        if (!Ascii.digit(text.charAt(17)) && text.charAt(17) != 'X') throw invalid();
    }

    /** Reads a text that has the form. */
    static Particulars read(String text, int firstYear, LocalDate today) {
        LocalDate bornOn = PrintedDate.ofEight(text.substring(6, 14)).orElseThrow(Particulars::invalid);
        if (bornOn.getYear() < firstYear || bornOn.isAfter(today)) throw invalid();
        if (CheckDigit.gb11643(text) != text.charAt(17)) throw invalid();
        boolean odd = (text.charAt(16) - '0') % 2 == 1;
        return new Particulars(bornOn, odd ? Sex.MALE : Sex.FEMALE);
    }
}

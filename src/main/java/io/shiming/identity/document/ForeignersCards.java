package io.shiming.identity.document;

import static io.shiming.identity.document.Particulars.invalid;

import io.shiming.identity.text.Ascii;
import java.time.LocalDate;

/** The two generations of the foreigner's permanent residence card. */
final class ForeignersCards {
    private ForeignersCards() {}

    /** KAZ 1100 901231 0 5: nationality, place, birth date, sequence, check digit of ICAO over the first fourteen. */
    static Particulars fifteenCharacters(String text, LocalDate today) {
        if (text.length() != 15 || !Ascii.digits(text.substring(3))) throw invalid();
        if (!IssuingState.foreign(text.substring(0, 3))) throw invalid();
        if (!Province.ofMainland(text.substring(3, 5))) throw invalid();
        LocalDate bornOn = PrintedDate.ofBirth(text.substring(7, 13), today).orElseThrow(Particulars::invalid);
        if (CheckDigit.icao(text.substring(0, 14)) != text.charAt(14)) throw invalid();
        return new Particulars(bornOn, null);
    }

    /** 9 11 124 19810803 002 4: province of issue, numeric nationality of ISO 3166, then as GB 11643. */
    static Particulars eighteenDigits(String text, LocalDate today) {
        EighteenCharacters.mustHaveForm(text);
        if (text.charAt(0) != '9' || !Province.ofMainland(text.substring(1, 3))) throw invalid();
        if (!IssuingState.foreignNumeric(Integer.parseInt(text.substring(3, 6)))) throw invalid();
        return EighteenCharacters.read(text, 1900, today);
    }
}

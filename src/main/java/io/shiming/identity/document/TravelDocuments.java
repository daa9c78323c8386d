package io.shiming.identity.document;

import static io.shiming.identity.document.Particulars.mismatch;
import static io.shiming.identity.document.Particulars.noneIf;

import io.shiming.identity.text.Ascii;

/** Travel permits and passports: letters and digits without a check character. */
final class TravelDocuments {
    private TravelDocuments() {}

    /** Nine characters, eleven on the cards of 1999. */
    static Particulars hongKongMacao(String text) {
        if (permanentResident(text)) throw mismatch();
        return noneIf(residentPermit(text));
    }

    /** HA or MA and seven digits: National Immigration Administration, from 2024-07-10. */
    static Particulars hongKongMacaoForeign(String text) {
        if (residentPermit(text)) throw mismatch();
        return noneIf(permanentResident(text));
    }

    /** Eight digits; the booklet before 2015 had ten, and a letter or digit in brackets. */
    static Particulars taiwan(String text) {
        boolean card = text.length() == 8 && Ascii.digits(text);
        boolean booklet = (text.length() == 10 || text.length() == 11)
                && Ascii.digits(text.substring(0, 10))
                && Ascii.alphanumeric(text.charAt(text.length() - 1));
        return noneIf(card || booklet);
    }

    /** A letter and eight digits, or two letters and seven; I and O are not used. */
    static Particulars chinesePassport(String text) {
        if (text.length() != 9 || !Ascii.digits(text.substring(2))) return noneIf(false);
        char first = text.charAt(0);
        char second = text.charAt(1);
        boolean old = Ascii.digit(second) && "EGPSD".indexOf(first) >= 0;
        boolean electronic = first == 'E' && Ascii.capital(second) && second != 'I' && second != 'O';
        boolean official = second == 'E' && "DSP".indexOf(first) >= 0;
        return noneIf(old || electronic || official);
    }

    /** Five to nine characters, nine being the width of the field in ICAO Doc 9303 part 4. */
    static Particulars foreignPassport(String text) {
        return noneIf(text.length() >= 5 && text.length() <= 9 && Ascii.all(text, Ascii::alphanumeric));
    }

    private static boolean residentPermit(String text) {
        return (text.length() == 9 || text.length() == 11)
                && (text.charAt(0) == 'H' || text.charAt(0) == 'M')
                && Ascii.digits(text.substring(1));
    }

    private static boolean permanentResident(String text) {
        return text.length() == 9
                && (text.startsWith("HA") || text.startsWith("MA"))
                && Ascii.digits(text.substring(2));
    }
}

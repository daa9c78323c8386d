package io.shiming.identity.mrz;

import io.shiming.identity.document.IssuingState;
import io.shiming.identity.text.Ascii;

/**
 * The first line of a passport's machine-readable zone: P, a subtype, the issuing state and the name. No check digit. The
 * name of a holder without a family name may begin with the two fillers that follow the family name (India).
 */
record MrzFirstLine(String code, String issuer, String name) {
    private static final int NAME = 5;

    static MrzFirstLine read(String line) {
        boolean formed = line.length() == MrzSecondLine.WIDTH
                && line.charAt(0) == 'P'
                && Ascii.all(line, c -> Ascii.capital(c) || c == '<')
                && (line.charAt(NAME) != '<' || line.startsWith("<<", NAME));
        if (!formed) throw MrzSecondLine.invalid();
        String issuer = IssuingState.ofZone(line.substring(2, NAME));
        String name = MrzSecondLine.withoutFillers(line.substring(NAME));
        if (name.isEmpty()) throw MrzSecondLine.invalid();
        if (!IssuingState.known(issuer)) throw MrzSecondLine.unknownState();
        return new MrzFirstLine(line.substring(0, 2), issuer, name);
    }

    @Override
    public String toString() {
        return "MrzFirstLine[withheld]";
    }
}

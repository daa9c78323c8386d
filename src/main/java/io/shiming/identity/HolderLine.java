package io.shiming.identity;

/** The first line of a passport's machine-readable zone: P, a subtype, the issuing state and the name. No check digit. */
record HolderLine(String issuer, String name) {

    static HolderLine read(String line) {
        boolean formed = line.length() == NumberLine.WIDTH
                && line.charAt(0) == 'P'
                && Ascii.all(line, c -> Ascii.capital(c) || c == '<')
                && line.charAt(5) != '<';
        if (!formed) throw NumberLine.invalid();
        String issuer = IssuingState.ofZone(line.substring(2, 5));
        if (!IssuingState.known(issuer)) throw NumberLine.invalid();
        return new HolderLine(issuer, NumberLine.withoutFillers(line.substring(5)));
    }

    @Override
    public String toString() {
        return "HolderLine[withheld]";
    }
}

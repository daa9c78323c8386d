package io.shiming.identity;

/**
 * The first line of a passport's machine-readable zone: P, a subtype, the issuing state and the name. No check digit. The
 * name of a holder without a family name may begin with the two fillers that follow the family name (India).
 */
record HolderLine(String code, String issuer, String name) {
    private static final int NAME = 5;

    static HolderLine read(String line) {
        boolean formed = line.length() == NumberLine.WIDTH
                && line.charAt(0) == 'P'
                && Ascii.all(line, c -> Ascii.capital(c) || c == '<')
                && (line.charAt(NAME) != '<' || line.startsWith("<<", NAME));
        if (!formed) throw NumberLine.invalid();
        String issuer = IssuingState.ofZone(line.substring(2, NAME));
        String name = NumberLine.withoutFillers(line.substring(NAME));
        if (name.isEmpty()) throw NumberLine.invalid();
        if (!IssuingState.known(issuer)) throw NumberLine.unknownState();
        return new HolderLine(line.substring(0, 2), issuer, name);
    }

    @Override
    public String toString() {
        return "HolderLine[withheld]";
    }
}

package io.shiming.identity;

/** How a name is built that a document shows. Expects visible text without blanks at its ends. */
final class NameForm {
    /** A Tibetan stack or a vocalised Hebrew letter has up to five; hundreds are an attack on whoever displays them. */
    private static final int MARKS_IN_A_ROW = 6;

    /** Blank, apostrophe, hyphen, full stop, middle dot, hyphen U+2010, apostrophe U+2019, and the Tibetan tsheg. */
    private static final String BETWEEN_LETTERS = " '-.\u00B7\u2010\u2019\u0F0B";

    private NameForm() {}

    /** Only ideographs and the dots between: also the name of a citizen who is no Han, written in Chinese. */
    static boolean chinese(String name) {
        return name.codePoints()
                .allMatch(c -> Ideographs.ideograph(c)
                        || Ideographs.variationSelector(c)
                        || c == Ideographs.MIDDLE_DOT
                        || MatchKey.standsForMiddleDot(c));
    }

    /** A name with any ideograph is wholly Chinese; any other has letters of one or more alphabets. */
    static boolean wellFormed(String name) {
        if (!marksFollowLetters(name)) return false;
        if (name.codePoints().anyMatch(Ideographs::ideograph)) return chineseParts(name);
        return mayBegin(name.codePointAt(0))
                && !name.contains("  ")
                && name.codePoints().anyMatch(PlainText::letter)
                && name.codePoints().allMatch(NameForm::mayStandIn);
    }

    /** Parts of ideographs with exactly one U+00B7 between two: W3C clreq; Unicode has five other dots. */
    private static boolean chineseParts(String name) {
        int before = Ideographs.MIDDLE_DOT;
        for (int c : name.codePoints().toArray()) {
            boolean dot = c == Ideographs.MIDDLE_DOT;
            if (dot && before == Ideographs.MIDDLE_DOT) return false;
            if (!dot && !Ideographs.ideograph(c) && !Ideographs.variationSelector(c)) return false;
            before = c;
        }
        return before != Ideographs.MIDDLE_DOT;
    }

    /** Dutch names begin with an apostrophe; one that began with a hyphen would be a formula to a spreadsheet. */
    private static boolean mayBegin(int c) {
        return PlainText.letter(c) || c == '\'' || c == 0x2019;
    }

    private static boolean mayStandIn(int c) {
        return PlainText.letter(c) || PlainText.mark(c) || BETWEEN_LETTERS.indexOf(c) >= 0;
    }

    static boolean marksFollowLetters(String name) {
        int marks = MARKS_IN_A_ROW; // as if full: none may come first
        for (int c : name.codePoints().toArray()) {
            marks = PlainText.mark(c) ? marks + 1 : 0;
            if (marks > MARKS_IN_A_ROW) return false;
        }
        return true;
    }
}

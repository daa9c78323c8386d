package io.shiming.identity.name;

import io.shiming.identity.text.PlainText;

/** Where the signs stand that only some documents print: comma, slash, at sign and brackets. */
final class NameSigns {
    private static final String SIGNS = ",/@";

    private NameSigns() {}

    /** Each between two letters, blanks left out; brackets in pairs, not one within another, around letters. */
    static boolean stand(String name) {
        int before = 0; // the last code point that is no blank
        boolean open = false;
        for (int c : name.codePoints().filter(each -> each != ' ').toArray()) {
            if (SIGNS.indexOf(c) >= 0 && !endsWord(before)) return false;
            if (c == '(' && (open || !endsWord(before))) return false;
            if (c == ')' && (!open || !endsWord(before))) return false;
            open = c == '(' || (open && c != ')');
            before = c;
        }
        return !open && SIGNS.indexOf(before) < 0;
    }

    /** Letters and marks end a word, and so do a full stop, an apostrophe and a closing bracket. */
    private static boolean endsWord(int c) {
        return PlainText.letter(c) || PlainText.mark(c) || c == '.' || c == '\'' || c == 0x2019 || c == ')';
    }
}

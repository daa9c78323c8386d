package io.shiming.identity.mrz;

import io.shiming.identity.text.PlainText;
import java.util.ArrayList;
import java.util.List;

/**
 * The words of a printed name as a machine-readable zone may have them. A blank divides two words. Any other sign between
 * two letters (apostrophe, hyphen, full stop, comma, slash, bracket, @) is a filler in one state's zone and nothing in
 * another's: O'CONNOR is OCONNOR and O&lt;CONNOR.
 */
final class PrintedWords {
    /** Signs that may be either, of which every choice is tried; of more, all of them are taken the same way. */
    private static final int CHOICES = 8;

    private final List<MrzWord> parts = new ArrayList<>();
    private final List<Integer> signs = new ArrayList<>(); // places in parts that a sign stands before

    private final List<List<String>> letters = new ArrayList<>();
    private boolean blank = true;

    private PrintedWords() {}

    static PrintedWords of(String name) {
        var words = new PrintedWords();
        MrzLetters.capitals(name).codePoints().forEach(words::read);
        words.endPart();
        return words;
    }

    private void read(int c) {
        if (PlainText.mark(c)) return; // of a letter that has no code point with its marks
        var spellings = PlainText.letter(c) && !modifier(c) ? MrzLetters.of(Character.toString(c)) : List.<String>of();
        if (!spellings.isEmpty()) {
            letters.add(spellings);
            return;
        }
        endPart();
        blank |= c == ' ' || (PlainText.letter(c) && !modifier(c)); // a letter of another alphabet divides like a blank
    }

    /** Such as U+02BB and U+02BC, which are letters to Unicode and apostrophes to a zone. */
    private static boolean modifier(int c) {
        return c >= 0x2B0 && c <= 0x2FF;
    }

    private void endPart() {
        if (letters.isEmpty()) return;
        if (!blank) signs.add(parts.size());
        parts.add(new MrzWord(List.copyOf(letters)));
        letters.clear();
        blank = false;
    }

    /** No letter of the Latin alphabet. */
    boolean none() {
        return parts.isEmpty();
    }

    /** Every way to have the name in so many words. */
    List<List<MrzWord>> inWords(int count) {
        int joins = parts.size() - count;
        if (joins < 0 || joins > signs.size()) return List.of();
        if (signs.size() > CHOICES)
            return joins == 0 || joins == signs.size() ? List.of(joined(joins == 0 ? 0 : -1)) : List.of();
        var ways = new ArrayList<List<MrzWord>>();
        for (int choice = 0; choice < (1 << signs.size()); choice++)
            if (Integer.bitCount(choice) == joins) ways.add(joined(choice));
        return ways;
    }

    /** The parts, and what they are when joined over every sign. */
    List<MrzWord> allForms() {
        var forms = new ArrayList<>(parts);
        forms.addAll(joined(-1));
        return forms;
    }

    /** The parts joined over each sign whose bit is set. */
    private List<MrzWord> joined(int choice) {
        var words = new ArrayList<MrzWord>();
        for (int i = 0; i < parts.size(); i++) {
            int sign = signs.indexOf(i);
            boolean join = sign >= 0 && (choice == -1 || ((choice >> sign) & 1) == 1);
            if (join) words.add(words.remove(words.size() - 1).and(parts.get(i)));
            else words.add(parts.get(i));
        }
        return words;
    }
}

package io.shiming.identity.name;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterEnums.ECharacterCategory;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.UnicodeSet;
import io.shiming.identity.document.DocumentType;
import io.shiming.identity.text.Ideographs;
import io.shiming.identity.text.PlainText;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import org.jspecify.annotations.Nullable;

/** How a name is built that a document shows. Expects visible text without blanks at its ends. */
final class NameForm {
    /** A Tibetan stack or a vocalised Hebrew letter has up to five; hundreds are an attack on the displays of others. */
    private static final int MARKS_IN_A_ROW = 6;

    /** Of the marks that every alphabet borrows: Vietnamese has two on a letter, old Greek three, when none is composed. */
    private static final int BORROWED_MARKS_IN_A_ROW = 2;

    private static final int BORROWED_MARKS_IN_GREEK = 3;
    private static final UnicodeSet BORROWED =
            new UnicodeSet("[\\u0300-\\u036F\\u1AB0-\\u1AFF\\u1DC0-\\u1DFF\\u20D0-\\u20FF\\uFE20-\\uFE2F]").freeze();
    private static final Normalizer2 DECOMPOSED = Normalizer2.getNFDInstance();

    private NameForm() {}

    /** Only ideographs and the dots between: also the name of a citizen who is no Han, written in Chinese. */
    static boolean chinese(String name) {
        return name.codePoints()
                .allMatch(c -> Ideographs.ideograph(c)
                        || Ideographs.variationSelector(c)
                        || c == Ideographs.MIDDLE_DOT
                        || MatchKey.standsForMiddleDot(c));
    }

    /**
     * Passes a name as documents of the type print it: of ideographs, or of letters of one or more alphabets.
     *
     * @param document null for what every document prints
     * @throws Problem NAME_INVALID, with the rule where one of the table decided
     */
    static void mustBeWellFormed(String name, @Nullable DocumentType document) {
        NameCharacters.refusal(name).ifPresent(refusal -> {
            throw refusal;
        });
        if (!marksAreBounded(name)) throw NameCharacters.broken("stacked-marks");
        boolean ideographs = name.codePoints().anyMatch(Ideographs::ideograph);
        if (ideographs ? chineseParts(name, document) : alphabetic(name, document)) return;
        boolean onOtherDocuments = name.codePoints()
                .filter(c -> ideographs ? !mayStandAmongIdeographs(c, document) : !mayStandIn(c, document))
                .anyMatch(c -> NameCharacters.ofSomeDocument(c, ideographs));
        throw onOtherDocuments ? NameCharacters.broken("sign-of-another-document") : Problem.of(Code.NAME_INVALID);
    }

    private static boolean alphabetic(String name, @Nullable DocumentType document) {
        return marksFollowLetters(name)
                && mayBegin(name.codePointAt(0))
                && !name.contains("  ")
                && name.codePoints().anyMatch(PlainText::letter)
                && name.codePoints().allMatch(c -> mayStandIn(c, document))
                && NameSigns.stand(name);
    }

    /** Parts of ideographs with exactly one U+00B7 between two: W3C clreq; Unicode has five other dots. */
    private static boolean chineseParts(String name, @Nullable DocumentType document) {
        int before = Ideographs.MIDDLE_DOT;
        for (int c : name.codePoints().toArray()) {
            boolean dot = c == Ideographs.MIDDLE_DOT;
            if (dot && before == Ideographs.MIDDLE_DOT) return false;
            if (!dot && !mayStandAmongIdeographs(c, document)) return false;
            before = c;
        }
        return before != Ideographs.MIDDLE_DOT && marksFollowLetters(name);
    }

    private static boolean mayStandAmongIdeographs(int c, @Nullable DocumentType document) {
        return Ideographs.ideograph(c) || Ideographs.variationSelector(c) || NameCharacters.withIdeographs(c, document);
    }

    /** Dutch and Uzbek names begin with an apostrophe; one that began with a hyphen would be a formula to a spreadsheet. */
    private static boolean mayBegin(int c) {
        return PlainText.letter(c) || c == '\'' || c == 0x2019 || c == 0x2018;
    }

    private static boolean mayStandIn(int c, @Nullable DocumentType document) {
        return PlainText.letter(c) || PlainText.mark(c) || NameCharacters.sign(c, document);
    }

    static boolean marksFollowLetters(String name) {
        int marks = MARKS_IN_A_ROW; // as if full: none may come first
        for (int c : name.codePoints().toArray()) {
            marks = PlainText.mark(c) ? marks + 1 : 0;
            if (marks > MARKS_IN_A_ROW) return false;
        }
        return true;
    }

    /** Decomposed first, so that a mark counts whether or not it is composed. No letter is enclosed. */
    private static boolean marksAreBounded(String name) {
        int borrowed = 0;
        int most = BORROWED_MARKS_IN_A_ROW;
        for (int c : DECOMPOSED.normalize(name).codePoints().toArray()) {
            if (UCharacter.getType(c) == ECharacterCategory.ENCLOSING_MARK) return false;
            if (!PlainText.mark(c)) {
                borrowed = 0;
                most = UScript.getScript(c) == UScript.GREEK ? BORROWED_MARKS_IN_GREEK : BORROWED_MARKS_IN_A_ROW;
            } else if (BORROWED.contains(c) && ++borrowed > most) {
                return false;
            }
        }
        return true;
    }
}

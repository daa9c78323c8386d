package io.shiming.identity.name;

import com.ibm.icu.text.SpoofChecker;
import com.ibm.icu.text.SpoofChecker.RestrictionLevel;
import io.shiming.identity.document.DocumentType;
import io.shiming.identity.text.Ideographs;
import io.shiming.identity.text.Mask;
import io.shiming.identity.text.PlainText;
import io.shiming.identity.text.PrivateUse;
import io.shiming.identity.text.Withheld;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A person's name, kept as the document shows it, in any script and plane of Unicode; compared by {@link #matchKey}.
 *
 * <p>Lengths are code points. Every name has 1 to 64, which is what the sealed column holds. A name of unified
 * ideographs has 2 to 50: it has a family name and a given name, and transcribed names are long. The lower bound does
 * not reach names of other scripts, where one letter is a name, nor compatibility ideographs, which mostly come from
 * Korean papers.
 */
public final class PersonName extends Withheld {
    private static final int LONGEST = 64;
    private static final int SHORTEST_CHINESE = 2;
    private static final int LONGEST_CHINESE = 50;

    private static final SpoofChecker SCRIPTS = new SpoofChecker.Builder()
            .setChecks(SpoofChecker.RESTRICTION_LEVEL)
            .setRestrictionLevel(RestrictionLevel.HIGHLY_RESTRICTIVE)
            .build();

    private PersonName(String verbatim) {
        super(verbatim);
    }

    /** As the longer form, with the signs that every document prints. */
    public static PersonName of(String text) {
        return of(text, null);
    }

    /**
     * A name as entered at the counter, from a document of the type. Blanks at the ends, digits, any middle dot but
     * U+00B7, and signs that such a document does not print are refused, so that the clerk reads again.
     *
     * @throws Problem NAME_REQUIRED, NAME_INVALID, or NAME_PRIVATE_USE for a character of an old extension to GBK
     */
    public static PersonName of(String text, @Nullable DocumentType document) {
        var name = fromRegister(text);
        if (PlainText.edgedBySpace(text)) throw invalid();
        NameForm.mustBeWellFormed(text, document);
        if (unified(text) && !PlainText.lengthWithin(text, SHORTEST_CHINESE, LONGEST_CHINESE)) throw invalid();
        return name;
    }

    /**
     * A name as an older register or a card's chip spells it, dots and symbols included. Only what cannot be seen on
     * paper is refused. An exporter of such a name escapes it for the format.
     *
     * @throws Problem NAME_REQUIRED, NAME_INVALID, NAME_PRIVATE_USE
     */
    public static PersonName fromRegister(String text) {
        if (text.length() > 2 * LONGEST) throw invalid();
        if (PlainText.blank(text)) throw Problem.of(Code.NAME_REQUIRED);
        if (!PlainText.lengthWithin(text, 1, LONGEST) || !PlainText.visible(text)) throw invalid();
        if (PlainText.privateUse(text)) throw PrivateUse.refusal(Code.NAME_PRIVATE_USE, text);
        if (!NameForm.marksFollowLetters(text)) throw invalid();
        return new PersonName(text);
    }

    public String verbatim() {
        return text();
    }

    /** Equal for two writings of one name: case, width, composition, glyph variants, kinds of dot, apostrophe and hyphen left out. */
    public String matchKey() {
        return matchKey(text());
    }

    /** The same of any name on record, an organisation's among them. */
    public static String matchKey(String name) {
        return MatchKey.of(name);
    }

    /** Whether a text has only what can be seen on paper, private use included. */
    public static boolean visible(String text) {
        return PlainText.visible(text);
    }

    /** Whether it is written in Chinese characters alone. */
    public boolean isChinese() {
        return NameForm.chinese(text());
    }

    /** Whether letters of alphabets are mixed that look alike, which calls for a second look at the document. */
    public boolean mixesAlphabets() {
        return SCRIPTS.failsChecks(text());
    }

    /** The first code point and stars; of a name in words, the first of each word. A lone code point is hidden. */
    public String masked() {
        return Arrays.stream(text().split(" ", -1)).map(this::maskedWord).collect(Collectors.joining(" "));
    }

    private String maskedWord(String word) {
        return word.equals(text()) || word.length() > 1 ? Mask.between(word, 1, 0) : word;
    }

    private static boolean unified(String text) {
        return text.codePoints().allMatch(c -> Ideographs.unified(c) || c == Ideographs.MIDDLE_DOT);
    }

    private static Problem invalid() {
        return Problem.of(Code.NAME_INVALID);
    }
}

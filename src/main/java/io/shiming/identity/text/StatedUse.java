package io.shiming.identity.text;

import io.shiming.problem.Code;
import io.shiming.problem.Problem;

/** What an organisation says it will use a number for (MIIT opinions of 2016-11), of 2 to 100 code points. */
public final class StatedUse extends Withheld {
    private static final int SHORTEST = 2;
    private static final int LONGEST = 100;

    private StatedUse(String verbatim) {
        super(verbatim);
    }

    /**
     * A use in words.
     *
     * @throws Problem USE_REQUIRED, or INVALID_ARGUMENT for another length, no letter or what cannot be seen on paper
     */
    public static StatedUse of(String text) {
        if (text.length() > 2 * LONGEST) throw invalid();
        if (PlainText.blank(text)) throw Problem.of(Code.USE_REQUIRED);
        if (!PlainText.lengthWithin(text, SHORTEST, LONGEST) || PlainText.edgedBySpace(text)) throw invalid();
        if (!PlainText.visible(text) || PlainText.privateUse(text)) throw invalid();
        if (text.codePoints().noneMatch(PlainText::letter)) throw invalid();
        return new StatedUse(text);
    }

    public String verbatim() {
        return text();
    }

    private static Problem invalid() {
        return Problem.of(Code.INVALID_ARGUMENT);
    }
}

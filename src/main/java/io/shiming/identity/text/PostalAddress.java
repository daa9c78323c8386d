package io.shiming.identity.text;

import io.shiming.problem.Code;
import io.shiming.problem.Problem;

/** An address as the document shows it or as the applicant declares it, of 4 to 200 code points. */
public final class PostalAddress extends Withheld {
    private static final int SHORTEST = 4;
    private static final int LONGEST = 200;
    private static final int SHOWN = 6; // province and city

    private PostalAddress(String verbatim) {
        super(verbatim);
    }

    /**
     * An address in one line.
     *
     * @throws Problem ADDRESS_REQUIRED, ADDRESS_PRIVATE_USE, or ADDRESS_INVALID for another length, no letter at all, blanks
     *     at the ends, controls, direction and format characters and noncharacters
     */
    public static PostalAddress of(String text) {
        if (text.length() > 2 * LONGEST) throw invalid();
        if (PlainText.blank(text)) throw Problem.of(Code.ADDRESS_REQUIRED);
        if (!PlainText.lengthWithin(text, SHORTEST, LONGEST) || PlainText.edgedBySpace(text)) throw invalid();
        if (!PlainText.visible(text)) throw invalid();
        if (PlainText.privateUse(text)) throw PrivateUse.refusal(Code.ADDRESS_PRIVATE_USE, text);
        if (text.codePoints().noneMatch(PlainText::letter)) throw invalid();
        return new PostalAddress(text);
    }

    public String verbatim() {
        return text();
    }

    /** The first six code points, of a short address all but four, and four stars for the rest. */
    public String masked() {
        int length = text().codePointCount(0, text().length());
        return Mask.head(text(), Math.min(SHOWN, length - SHORTEST)) + "****";
    }

    private static Problem invalid() {
        return Problem.of(Code.ADDRESS_INVALID);
    }
}

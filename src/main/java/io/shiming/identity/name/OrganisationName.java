package io.shiming.identity.name;

import io.shiming.identity.text.Mask;
import io.shiming.identity.text.PlainText;
import io.shiming.identity.text.PrivateUse;
import io.shiming.identity.text.Withheld;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;

/** An organisation's name, as its certificate shows it, of 2 to 100 code points: letters, and digits and signs among them. */
public final class OrganisationName extends Withheld {
    private static final int SHORTEST = 2;
    private static final int LONGEST = 100;
    private static final int SHOWN = 2; // at each end: the place, and the kind of organisation

    private OrganisationName(String verbatim) {
        super(verbatim);
    }

    /**
     * A name in one line.
     *
     * @throws Problem NAME_REQUIRED, NAME_INVALID for another length, no letter, blanks at the ends or what cannot be seen
     *     on paper, NAME_PRIVATE_USE
     */
    public static OrganisationName of(String text) {
        if (text.length() > 2 * LONGEST) throw invalid();
        if (PlainText.blank(text)) throw Problem.of(Code.NAME_REQUIRED);
        if (!PlainText.lengthWithin(text, SHORTEST, LONGEST) || PlainText.edgedBySpace(text)) throw invalid();
        if (!PlainText.visible(text)) throw invalid();
        if (PlainText.privateUse(text)) throw PrivateUse.refusal(Code.NAME_PRIVATE_USE, text);
        if (text.codePoints().noneMatch(PlainText::letter)) throw invalid();
        return new OrganisationName(text);
    }

    public String verbatim() {
        return text();
    }

    /** The first and the last two code points; a short name is all stars. */
    public String masked() {
        return Mask.between(text(), SHOWN, SHOWN);
    }

    private static Problem invalid() {
        return Problem.of(Code.NAME_INVALID);
    }
}

package io.shiming.identity.document;

import static io.shiming.identity.document.Particulars.noneIf;

import io.shiming.identity.text.Ascii;
import io.shiming.identity.text.Ideographs;

/**
 * Numbers such as 军字第00000000号. There is no public rule and no check character, so that such a document needs a second
 * reviewer (see {@link AcceptedDocuments}).
 */
final class MilitaryDocuments {
    private static final int SHORTEST = 4;
    private static final int LONGEST = 20;

    private MilitaryDocuments() {}

    static Particulars read(String text) {
        int length = text.codePointCount(0, text.length());
        return noneIf(length >= SHORTEST
                && length <= LONGEST
                && text.codePoints().allMatch(MilitaryDocuments::mayStandIn)
                && text.codePoints().anyMatch(Ascii::digit)
                && text.codePoints().anyMatch(Ideographs::unified));
    }

    private static boolean mayStandIn(int c) {
        return Ideographs.unified(c) || Ascii.alphanumeric(c) || c == '-';
    }
}

package io.shiming.identity.document;

import static io.shiming.identity.document.Particulars.invalid;
import static io.shiming.identity.document.Particulars.mismatch;

import java.time.LocalDate;

/** Cards of GB 11643 for citizens, and for residents of Hong Kong, Macao and Taiwan who live on the mainland. */
final class ChineseCards {
    private ChineseCards() {}

    /** A citizen's number. The specimen of the standard was born in 1880, so that years begin at 1800. */
    static Particulars citizen(String text, LocalDate today) {
        EighteenCharacters.mustHaveForm(text);
        String origin = text.substring(0, 2);
        switch (origin) {
            case "71", "81", "82", "83" -> throw mismatch(); // those residents hold permits, whose Taiwan code is 83
            default -> {
                if (!Province.ofMainland(origin)) throw invalid();
            }
        }
        return EighteenCharacters.read(text, 1800, today);
    }

    /** A residence permit of State Council notice Guobanfa [2018] 81: 810000 Hong Kong, 820000 Macao, 830000 Taiwan. */
    static Particulars residencePermit(DocumentType type, String text, LocalDate today) {
        EighteenCharacters.mustHaveForm(text);
        if (typeByOrigin(text) != type) throw mismatch();
        if (!text.startsWith("0000", 2)) throw invalid();
        return EighteenCharacters.read(text, 1900, today);
    }

    private static DocumentType typeByOrigin(String text) {
        String origin = text.substring(0, 2);
        return switch (origin) {
            case "81", "82" -> DocumentType.HMRP;
            case "83" -> DocumentType.TWRP;
            default -> {
                if (!Province.ofMainland(origin)) throw invalid();
                yield DocumentType.RIC;
            }
        };
    }
}

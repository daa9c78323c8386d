package io.shiming.identity;

import com.ibm.icu.text.Transliterator;
import java.util.Arrays;
import java.util.List;

/**
 * Whether a name as printed and a name as in the zone can be one. ICAO Doc 9303 part 3, section 6 lets a state write Ö as
 * OE or O, and cuts a name of more than 39 characters; papers print family and given names in either order.
 */
final class ZoneName {
    private static final int FULL = 39;
    private static final Transliterator PLAIN =
            Transliterator.getInstance("NFD; [:Mn:] Remove; NFC; Latin-ASCII; Any-Upper");
    private static final Transliterator GERMAN = Transliterator.createFromRules(
            "umlauts", ":: NFC; [ÄäÆæ] > AE; [ÖöØø] > OE; [Üü] > UE; [Åå] > AA; ", Transliterator.FORWARD);

    private ZoneName() {}

    /** True also where the printed name is in another script: there is nothing to compare by rule. */
    static boolean agree(String zone, String printed) {
        String plain = PLAIN.transliterate(printed);
        if (plain.chars().noneMatch(Ascii::capital)) return true;
        String german = PLAIN.transliterate(GERMAN.transliterate(printed));
        List<String> words = words(zone);
        return fits(zone, words, words(plain)) || fits(zone, words, words(german));
    }

    private static boolean fits(String zone, List<String> words, List<String> printed) {
        if (zone.length() < FULL) return words.equals(printed);
        return words.stream().allMatch(word -> printed.stream().anyMatch(whole -> whole.startsWith(word)));
    }

    /** Apostrophes vanish, all else that is no letter divides. */
    private static List<String> words(String name) {
        String[] words = name.replaceAll("['\u2019.]", "").split("[^A-Z]+", -1);
        return Arrays.stream(words).filter(word -> !word.isEmpty()).sorted().toList();
    }
}

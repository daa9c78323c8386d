package io.shiming.identity.mrz;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.Transliterator;
import io.shiming.identity.text.Ascii;
import io.shiming.identity.text.CodePoints;
import io.shiming.identity.text.RuleTable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How the letters of a printed name may be spelled in a machine-readable zone: a reviewed table after ICAO Doc 9303 part 3. */
final class MrzLetters {
    private static final Normalizer2 COMPOSED = Normalizer2.getNFCInstance();
    private static final Normalizer2 DECOMPOSED = Normalizer2.getNFDInstance();
    private static final Transliterator ASCII =
            Transliterator.getInstance("NFD; [:Mn:] Remove; NFC; Latin-ASCII; Any-Upper");

    private static final Map<String, Set<String>> SPELLINGS = RuleTable.entries("/rules/zone-letters.csv").stream()
            .map(entry -> RuleTable.columns(entry, 4))
            .collect(Collectors.toUnmodifiableMap(
                    columns -> Character.toString(CodePoints.read(columns.get(0))),
                    columns -> Set.of(columns.get(2).split(" ", -1)),
                    MrzLetters::union));

    private MrzLetters() {}

    /** Capitals, each with its marks in one code point where there is one. */
    static String capitals(String name) {
        return COMPOSED.normalize(UCharacter.toUpperCase(Locale.ROOT, sharpS(name)));
    }

    /** The spellings of one capital in A to Z; none for a letter of another alphabet. */
    static List<String> of(String capital) {
        if (Ascii.all(capital, Ascii::capital)) return List.of(capital);
        Set<String> spellings = new LinkedHashSet<>(listed(capital));
        String ascii = ASCII.transliterate(capital);
        if (Ascii.all(ascii, Ascii::capital)) spellings.add(ascii);
        return List.copyOf(spellings);
    }

    /** Those of the letter with the most of its marks that has an entry: of Ǖ those of Ü. */
    private static Set<String> listed(String capital) {
        String marked = DECOMPOSED.normalize(capital);
        for (int end = marked.length(); end > 0; end = marked.offsetByCodePoints(end, -1)) {
            Set<String> spellings = SPELLINGS.get(COMPOSED.normalize(marked.substring(0, end)));
            if (spellings != null) return spellings;
        }
        return Set.of();
    }

    /** The capitals of ß are SS to Unicode; the table has ẞ. */
    private static String sharpS(String name) {
        return name.replace('ß', 'ẞ');
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        return Stream.of(one, other).flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
    }
}

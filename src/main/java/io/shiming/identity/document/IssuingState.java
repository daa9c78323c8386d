package io.shiming.identity.document;

import com.ibm.icu.util.Region;
import java.util.Arrays;
import java.util.Locale;
import java.util.Locale.IsoCountryCode;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * States and bodies that issue travel documents: ISO 3166-1, and the codes that ICAO Doc 9303 part 3, section 5 adds for
 * organisations, British statuses, refugees and stateless persons, and specimens (UTO). Whether their documents are
 * accepted is not said here.
 */
public final class IssuingState {
    public static final String CHINA = "CHN";

    /** Passports of these are not foreign ones: their holders use travel or residence permits. */
    private static final Set<String> NOT_FOREIGN = Set.of(CHINA, "HKG", "MAC", "TWN");

    private static final Set<String> ICAO = TravelDocumentRule.codes();

    private static final Set<String> ISO = Locale.getISOCountries(IsoCountryCode.PART1_ALPHA3);

    /** Built from the assigned letters, since ICU also numbers continents and, by 999, the unknown region. */
    private static final Set<Integer> FOREIGN_NUMERIC = Arrays.stream(Locale.getISOCountries())
            .filter(alpha2 -> !NOT_FOREIGN.contains(alpha3(alpha2)))
            .map(alpha2 -> Region.getInstance(alpha2).getNumericCode())
            .collect(Collectors.toUnmodifiableSet());

    private IssuingState() {}

    public static boolean iso(String alpha3) {
        return ISO.contains(alpha3);
    }

    public static boolean known(String alpha3) {
        return ISO.contains(alpha3) || ICAO.contains(alpha3);
    }

    public static boolean foreign(String alpha3) {
        return known(alpha3) && !NOT_FOREIGN.contains(alpha3);
    }

    static boolean foreignNumeric(int code) {
        return FOREIGN_NUMERIC.contains(code);
    }

    /** The three letters in a machine-readable zone; Germany alone is written there with one, D. */
    public static String ofZone(String field) {
        return field.equals("D<<") ? "DEU" : field;
    }

    /** The three letters of a state as its passports print it on the page; Germany alone prints one, D. */
    static String asPrinted(String text) {
        return text.equals("D") ? "DEU" : text;
    }

    private static String alpha3(String alpha2) {
        return new Locale.Builder().setRegion(alpha2).build().getISO3Country();
    }
}

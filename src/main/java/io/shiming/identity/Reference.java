package io.shiming.identity;

import io.shiming.identity.document.CheckDigit;
import io.shiming.identity.document.IssuingState;
import io.shiming.identity.document.PrintedDate;
import io.shiming.identity.document.Province;
import io.shiming.identity.text.Ascii;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * References, codes and opaque ids: the texts that are stored, logged and answered as they are sent. They must not hold
 * a person's document number or mobile number. This is the one rule for all of them (decision 080).
 *
 * <p>Refused are numbers that prove themselves: those with a check character, the 15 digits of the first identity cards,
 * and mobile numbers. A passport number has no check character and looks like any order number.
 */
public final class Reference {
    private static final Pattern WORD = Pattern.compile("[0-9A-Z]+");
    private static final Pattern EIGHTEEN = Pattern.compile("(?<![0-9])[0-9]{17}(?:[0-9](?![0-9])|X)");
    private static final Pattern MOBILE = Pattern.compile("(?:00)?(?:86)?1[3-9][0-9]{9}");
    private static final Pattern GROUPED_MOBILE =
            Pattern.compile("(?<![0-9A-Z])1[3-9][0-9]([ ._/-])[0-9]{4}\\1[0-9]{4}(?![0-9A-Z])");
    private static final int SHORTEST = 11;
    private static final int FIRST_YEAR = 1900;
    private static final LocalDate LAST_DAY = LocalDate.of(2099, 12, 31);

    private Reference() {}

    /** A reference: 1 to 64 of letters, digits and {@code ._/-}; INVALID_ARGUMENT for any other form. */
    public static String of(String text) {
        return of(ReferenceForm.REFERENCE, text);
    }

    /** An opaque id: 1 to 64 of letters, digits and {@code ._:-}; INVALID_ARGUMENT for any other form. */
    public static String opaque(String text) {
        return of(ReferenceForm.OPAQUE, text);
    }

    /** A text of this form; INVALID_ARGUMENT for any other. */
    public static String of(ReferenceForm form, String text) {
        if (!form.matches(text)) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
        mustNotIdentify(text);
        return text;
    }

    /** A name in a path. A malformed one names nothing that could be found: NOT_FOUND. */
    public static String inPath(String text, UnaryOperator<String> reader) {
        try {
            return reader.apply(text);
        } catch (Problem refusal) {
            throw refusal.code() == Code.INVALID_ARGUMENT ? Problem.of(Code.NOT_FOUND) : refusal;
        }
    }

    /** The number of a dealer's licence: it may be a credit code, or 15 digits that begin with a region. */
    public static String licence(String text) {
        if (!ReferenceForm.OPAQUE.matches(text)) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
        var plain = plain(text);
        if (holdsMobile(plain) || holdsEighteen(plain)) {
            throw Problem.of(Code.REFERENCE_IDENTIFIES_PERSON);
        }
        return text;
    }

    /** Refuses with REFERENCE_IDENTIFIES_PERSON a text that holds the number of a person's document or mobile line. */
    public static void mustNotIdentify(String text) {
        if (identifies(text)) {
            throw Problem.of(Code.REFERENCE_IDENTIFIES_PERSON);
        }
    }

    /** Whether a text holds the number of a person's or an organisation's document, or a mobile number. */
    public static boolean identifies(String text) {
        if (text.length() < SHORTEST) {
            return false;
        }
        var plain = plain(text);
        return holdsMobile(plain)
                || holdsEighteen(plain)
                || WORD.matcher(plain).results().anyMatch(word -> document(word.group()));
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT);
    }

    private static boolean holdsMobile(String text) {
        return GROUPED_MOBILE.matcher(text).find()
                || WORD.matcher(text).results().anyMatch(word -> MOBILE.matcher(word.group())
                        .matches());
    }

    private static boolean holdsEighteen(String text) {
        return EIGHTEEN.matcher(text).results().anyMatch(number -> eighteen(number.group()));
    }

    private static boolean eighteen(String number) {
        boolean origin = Province.ofMainland(number.substring(0, 2))
                || number.startsWith("810000")
                || number.startsWith("820000")
                || number.startsWith("830000")
                || number.charAt(0) == '9'; // a foreigner's permanent residence card
        return origin && CheckDigit.gb11643(number) == number.charAt(17) && born(number.substring(6, 14));
    }

    private static boolean document(String word) {
        return switch (word.length()) {
            case 15 -> fifteenDigits(word) || foreigner(word);
            case 18 -> creditCode(word);
            default -> false;
        };
    }

    /** First-generation identity cards. A number with a Luhn check digit is taken for a device's IMEI. */
    private static boolean fifteenDigits(String word) {
        return Ascii.digits(word)
                && Province.ofMainland(word.substring(0, 2))
                && born("19" + word.substring(6, 12))
                && !luhn(word);
    }

    private static boolean foreigner(String word) {
        return Ascii.digits(word.substring(3))
                && IssuingState.foreign(word.substring(0, 3))
                && born("19" + word.substring(7, 13))
                && CheckDigit.icao(word.substring(0, 14)) == word.charAt(14);
    }

    private static boolean creditCode(String word) {
        return Ascii.all(word, c -> CheckDigit.USCC_ALPHABET.indexOf(c) >= 0)
                && Ascii.digits(word.substring(2, 8))
                && CheckDigit.gb32100(word) == word.charAt(17);
    }

    private static boolean born(String date) {
        return PrintedDate.ofEight(date)
                .filter(day -> day.getYear() >= FIRST_YEAR && !day.isAfter(LAST_DAY))
                .isPresent();
    }

    private static boolean luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighed = i % 2 == 0 ? digit : 2 * digit;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return sum % 10 == 0;
    }
}

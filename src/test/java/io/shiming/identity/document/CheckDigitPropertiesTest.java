package io.shiming.identity.document;

import static io.shiming.identity.Refusals.TODAY;
import static io.shiming.identity.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.identity.text.Ascii;
import io.shiming.problem.Code;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Security bar B4, 10,000 cases each. All numbers have a province's own code, which no person is given. */
class CheckDigitPropertiesTest {
    private static final int TRIES = 10_000;

    @Provide
    Arbitrary<String> citizens() {
        var province = Arbitraries.of("11", "23", "37", "46", "54", "65");
        var day = Arbitraries.longs()
                .between(LocalDate.of(1800, 1, 1).toEpochDay(), TODAY.toEpochDay())
                .map(LocalDate::ofEpochDay)
                .map(DateTimeFormatter.BASIC_ISO_DATE::format);
        var sequence = Arbitraries.integers().between(0, 999).map(n -> String.format("%03d", n));
        return Combinators.combine(province, day, sequence)
                .as((p, d, s) -> p + "0000" + d + s)
                .map(digits -> digits + CheckDigit.gb11643(digits));
    }

    @Property(tries = TRIES)
    void aComputedCitizenNumberIsReadBack(@ForAll("citizens") String text) {
        var number = DocumentNumber.of(DocumentType.RIC, text, TODAY);
        assertThat(number.verbatim()).isEqualTo(text);
        assertThat(number.bornOn().orElseThrow().format(DateTimeFormatter.BASIC_ISO_DATE))
                .isEqualTo(text.substring(6, 14));
        assertThat(number.sex()).contains((text.charAt(16) - '0') % 2 == 1 ? Sex.MALE : Sex.FEMALE);
    }

    /** MOD 11-2 finds every single wrong character. */
    @Property(tries = TRIES)
    void oneWrongDigitIsFound(
            @ForAll("citizens") String text,
            @ForAll @IntRange(max = 17) int place,
            @ForAll @IntRange(min = 1, max = 9) int by) {
        var wrong = changed(text, place, by);
        assertThat(refusalOf(() -> DocumentNumber.of(DocumentType.RIC, wrong, TODAY)))
                .isIn(Code.DOCUMENT_NUMBER_INVALID, Code.DOC_TYPE_MISMATCH);
    }

    /** And every swap of two neighbours that differ. */
    @Property(tries = TRIES)
    void twoSwappedDigitsAreFound(@ForAll("citizens") String text, @ForAll @IntRange(max = 15) int place) {
        char first = text.charAt(place);
        char second = text.charAt(place + 1);
        if (first == second) return;
        var swapped = text.substring(0, place) + second + first + text.substring(place + 2);
        assertThat(refusalOf(() -> DocumentNumber.of(DocumentType.RIC, swapped, TODAY)))
                .isIn(Code.DOCUMENT_NUMBER_INVALID, Code.DOC_TYPE_MISMATCH);
    }

    @Property(tries = TRIES)
    void oneDigitOfAnotherAlphabetIsFound(
            @ForAll("citizens") String text, @ForAll @IntRange(max = 16) int place, @ForAll("zeros") int zero) {
        int digit = zero + text.charAt(place) - '0';
        var foreign = text.substring(0, place) + Character.toString(digit) + text.substring(place + 1);
        assertThat(refusalOf(() -> DocumentNumber.of(DocumentType.RIC, foreign, TODAY)))
                .isEqualTo(Code.DOCUMENT_NUMBER_INVALID);
    }

    @Provide
    Arbitrary<Integer> zeros() {
        return Arbitraries.of(0xFF10, 0x0660, 0x06F0, 0x0966, 0x0E50, 0x0F20, 0x1D7CE);
    }

    @Provide
    Arbitrary<String> creditCodes() {
        var letters = Arbitraries.strings().withChars(CheckDigit.USCC_ALPHABET);
        var digits = Arbitraries.strings().withCharRange('0', '9').ofLength(6);
        return Combinators.combine(letters.ofLength(2), digits, letters.ofLength(8))
                .as((head, area, body) -> head + area + body + CheckDigit.gb11714(body))
                .map(code -> code + CheckDigit.gb32100(code));
    }

    @Property(tries = TRIES)
    void oneWrongCharacterOfACreditCodeIsFound(
            @ForAll("creditCodes") String text,
            @ForAll @IntRange(max = 17) int place,
            @ForAll @IntRange(min = 1, max = 30) int by) {
        assertThat(UnifiedSocialCreditCode.of(text).check()).isEqualTo(CheckResult.OK);
        int there = CheckDigit.USCC_ALPHABET.indexOf(text.charAt(place));
        char other = CheckDigit.USCC_ALPHABET.charAt((there + by) % 31);
        if (place >= 2 && place < 8 && !Ascii.digit(other)) return;
        var wrong = text.substring(0, place) + other + text.substring(place + 1);
        assertThat(UnifiedSocialCreditCode.of(wrong).check()).isEqualTo(CheckResult.WARN_CHECK);
    }

    @Provide
    Arbitrary<String> oldCodes() {
        return Arbitraries.strings().withCharRange('0', '9').ofLength(8).map(body -> body + CheckDigit.gb11714(body));
    }

    /** GB 11714 weighs digits modulo 11, so none can stand in for another; of letters some can. */
    @Property(tries = TRIES)
    void oneWrongDigitOfAnOldCodeIsFound(
            @ForAll("oldCodes") String text,
            @ForAll @IntRange(max = 8) int place,
            @ForAll @IntRange(min = 1, max = 9) int by) {
        assertThat(OrganisationCode.of(text).check()).isEqualTo(CheckResult.OK);
        var alphabet = place == 8 ? "0123456789X" : "0123456789";
        char other = alphabet.charAt((alphabet.indexOf(text.charAt(place)) + by) % alphabet.length());
        var wrong = text.substring(0, place) + other + text.substring(place + 1);
        assertThat(OrganisationCode.of(wrong).check()).isEqualTo(CheckResult.WARN_CHECK);
    }

    @Property(tries = TRIES)
    void anOrganisationIsOneByItsCreditCodeAndByTheOldCodeInIt(@ForAll("creditCodes") String text) {
        var paper =
                switch (text.charAt(0)) {
                    case '9' -> OrganisationDocumentType.USCC_LIC;
                    case '1' -> OrganisationDocumentType.INST_CERT;
                    case '5' -> OrganisationDocumentType.SOC_CERT;
                    default -> OrganisationDocumentType.ORG_OTHER;
                };
        assertThat(OrganisationDocument.canonical(paper, text))
                .isEqualTo(OrganisationDocument.canonical(OrganisationDocumentType.ORG9, text.substring(8, 17)));
    }

    /** By definition: the weighted sum with the check digit as a weight of nine is divisible by ten. */
    @Property(tries = TRIES)
    void aZoneFieldIsWeighedBySevenThreeOne(@ForAll @IntRange(max = 999_999) int six) {
        var field = String.format("%06d", six);
        int sum = 0;
        for (int i = 0; i < 6; i++) sum += (field.charAt(i) - '0') * (i % 3 == 0 ? 7 : i % 3 == 1 ? 3 : 1);
        assertThat((sum + 9 * (CheckDigit.icao(field) - '0')) % 10).isZero();
    }

    private static String changed(String text, int place, int by) {
        var alphabet = place == 17 ? "0123456789X" : "0123456789";
        char other = alphabet.charAt((alphabet.indexOf(text.charAt(place)) + by) % alphabet.length());
        return text.substring(0, place) + other + text.substring(place + 1);
    }
}

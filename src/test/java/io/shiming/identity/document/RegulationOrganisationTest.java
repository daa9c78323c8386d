package io.shiming.identity.document;

import static io.shiming.identity.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.shiming.problem.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Regulation section 2.4, and section 4 row 19. */
class RegulationOrganisationTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "91110000000000000E",
                "91310000MA0000007L",
                "123300000000000196",
                "51440000000000027T",
                "N2510000000000035B",
                "911100000000004570",
                "91110000000000334Y"
            })
    void aListedCodeIsRight(String text) {
        var code = UnifiedSocialCreditCode.of(text);
        assertThat(code.canonical()).isEqualTo(text);
        assertThat(code.check()).isEqualTo(CheckResult.OK);
        assertThatCode(() -> code.mustBeConfirmed(false)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "91I10000000000000E",
                "91110000000000000",
                "91110000000000000e",
                "91110000S00000000A",
                "９1110000000000000E",
                ""
            })
    void aCodeOfAnotherFormIsRefused(String text) {
        assertThat(refusalOf(() -> UnifiedSocialCreditCode.of(text))).isEqualTo(Code.DOCUMENT_NUMBER_INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"911100000000000001", "91110000000000001H"})
    void aCodeThatFailsACheckNeedsTheLicenceRegister(String text) {
        var code = UnifiedSocialCreditCode.of(text);
        assertThat(code.check()).isEqualTo(CheckResult.WARN_CHECK);
        assertThat(refusalOf(() -> code.mustBeConfirmed(false))).isEqualTo(Code.DOCUMENT_NUMBER_INVALID);
        assertThatCode(() -> code.mustBeConfirmed(true)).doesNotThrowAnyException();
    }

    @Test
    void theInnerCodeFailsAloneWhereTheOuterIsRight() {
        assertThat(CheckDigit.gb32100("91110000000000001H")).isEqualTo('H');
        assertThat(UnifiedSocialCreditCode.of("91110000000000001H")
                        .organisationCode()
                        .check())
                .isEqualTo(CheckResult.WARN_CHECK);
    }

    @Test
    void anOldOrganisationCodeIsReadWithAndWithoutItsHyphen() {
        assertThat(OrganisationCode.of("MA000000-7")).isEqualTo(OrganisationCode.of("MA0000007"));
        assertThat(OrganisationCode.of("00000000-0").canonical()).isEqualTo("000000000");
        assertThat(OrganisationCode.of("000000000").check()).isEqualTo(CheckResult.OK);
        assertThat(OrganisationCode.of("000000001").check()).isEqualTo(CheckResult.WARN_CHECK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000", "0000000000", "00000000-", "00000000Y", "0000-00000", "a00000000", ""})
    void anOrganisationCodeOfAnotherFormIsRefused(String text) {
        assertThat(refusalOf(() -> OrganisationCode.of(text))).isEqualTo(Code.DOCUMENT_NUMBER_INVALID);
    }

    @Test
    void theMiddleIsMasked() {
        assertThat(UnifiedSocialCreditCode.of("91310000MA0000007L").masked()).isEqualTo("9131**********007L");
        assertThat(OrganisationCode.of("MA0000007").masked()).isEqualTo("M******07");
    }
}

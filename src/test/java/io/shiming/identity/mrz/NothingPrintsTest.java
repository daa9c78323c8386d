package io.shiming.identity.mrz;

import static io.shiming.identity.Refusals.TODAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.shiming.identity.document.DocumentNumber;
import io.shiming.identity.document.DocumentType;
import io.shiming.identity.document.IdentityDocument;
import io.shiming.identity.document.OrganisationCode;
import io.shiming.identity.document.Particulars;
import io.shiming.identity.document.Sex;
import io.shiming.identity.document.UnifiedSocialCreditCode;
import io.shiming.identity.document.Validity;
import io.shiming.identity.name.OrganisationName;
import io.shiming.identity.name.PersonName;
import io.shiming.identity.number.AccessAccount;
import io.shiming.identity.number.BusinessNumber;
import io.shiming.identity.number.FixedNumber;
import io.shiming.identity.number.IotNumber;
import io.shiming.identity.number.MobileNumber;
import io.shiming.identity.text.PostalAddress;
import io.shiming.identity.text.StatedUse;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No value prints what it holds, whole or in part; no refusal repeats what was refused. */
class NothingPrintsTest {
    private static final String NUMBER = "11010519491231002X";
    private static final String ZONE = "X0000001<4UTO9003071M3012316<<<<<<<<<<<<<<<8";

    static Stream<Object> values() {
        var number = DocumentNumber.of(DocumentType.RIC, NUMBER, TODAY);
        return Stream.of(
                number,
                IdentityDocument.of(number, null, Validity.longTerm(), TODAY),
                Validity.until(TODAY),
                PersonName.of("测试"),
                PostalAddress.of("测试省测试市1号"),
                MobileNumber.of("13800138000"),
                FixedNumber.of("01060000000"),
                IotNumber.of("1440000000000"),
                AccessAccount.of("home-0001"),
                UnifiedSocialCreditCode.of("91310000MA0000007L"),
                OrganisationCode.of("MA0000007"),
                OrganisationName.of("测试公司"),
                StatedUse.of("客服热线"),
                BusinessNumber.of("4000000000"),
                MachineReadableZone.of("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", ZONE, TODAY),
                MrzSecondLine.read(ZONE, TODAY),
                MrzFirstLine.read("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"),
                new Particulars(TODAY, Sex.MALE));
    }

    @ParameterizedTest
    @MethodSource("values")
    void aValuePrintsItsKindOnly(Object value) {
        assertThat(value.toString()).matches("[A-Za-z_]+\\[(withheld|RIC)]");
    }

    @Test
    void aRefusalSaysItsCodeOnly() {
        var refusal = catchThrowable(() -> DocumentNumber.of(DocumentType.RIC, "110000199003070019", TODAY));
        assertThat(refusal).hasMessage("DOCUMENT_NUMBER_INVALID").hasNoCause();
        assertThat(refusal.toString()).doesNotContain("1100");
    }
}

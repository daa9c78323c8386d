package io.shiming.identity;

import static io.shiming.identity.Refusals.TODAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiming.identity.document.DocumentNumber;
import io.shiming.identity.document.DocumentType;
import io.shiming.identity.document.IdentityDocument;
import io.shiming.identity.document.OrganisationDocument;
import io.shiming.identity.document.OrganisationDocumentType;
import io.shiming.identity.document.Validity;
import io.shiming.identity.name.OrganisationName;
import io.shiming.identity.name.PersonName;
import io.shiming.identity.number.BusinessNumber;
import io.shiming.identity.number.MobileNumber;
import io.shiming.identity.text.PostalAddress;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class IdentityRecordTest {
    /** As the first release stored it; never to be edited. */
    private static final String VERSION_1 = "{\"v\":1,\"name\":\"测试𠮷人\",\"documentType\":\"RIC\","
            + "\"documentNumber\":\"11010519491231002X\",\"issuingCountry\":\"CHN\",\"issuedOn\":\"2010-01-01\","
            + "\"expiresOn\":\"long-term\",\"birthDate\":\"1949-12-31\",\"address\":\"北京市测试区示例路1号\","
            + "\"serviceNumber\":\"+8613800138000\"}";

    private static final OnSiteEvidence EVIDENCE =
            new OnSiteEvidence("reviewer-1", "PHOTO-1", PersonMatch.of("face", "manual", "V-1", 61));

    @Test
    void whatTheFirstVersionStoredIsRead() {
        var record = IdentityRecord.from(VERSION_1.getBytes(StandardCharsets.UTF_8));
        assertThat(record.name()).isEqualTo("测试𠮷人");
        assertThat(record.documentType()).isEqualTo("RIC");
        assertThat(record.documentNumber()).isEqualTo("11010519491231002X");
        assertThat(record.documentCanonical(TODAY)).isEqualTo("CITIZEN:11010519491231002X");
        assertThat(record.bornOn()).hasToString("Optional[1949-12-31]");
        assertThat(record.address()).isEqualTo("北京市测试区示例路1号");
        assertThat(record.serviceNumber()).isEqualTo("+8613800138000");
        assertThat(record.installationAddress()).isEmpty();
        assertThat(record.reviewer()).isEmpty();
        assertThat(record.registerPage()).isEmpty();
        assertThat(record.settledIn()).isEmpty();
        assertThat(record.livePhoto()).isEmpty();
        assertThat(record.matchResult()).isEmpty();
        assertThat(record.companion()).isEmpty();
    }

    @Test
    void whatALaterReleaseAddsIsPassedOver() {
        var later = VERSION_1.replaceFirst("\\{", "{\"added\":{\"later\":[1]},");
        var record = IdentityRecord.from(later.getBytes(StandardCharsets.UTF_8));
        assertThat(record.documentNumber()).isEqualTo("11010519491231002X");
    }

    @Test
    void whatANewerReleaseWroteIsNotWrittenAgain() {
        var newer =
                IdentityRecord.from(VERSION_1.replace("\"v\":1", "\"v\":999").getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> newer.corrected(shown("2030-12-31")))
                .isInstanceOfSatisfying(
                        Problem.class, refused -> assertThat(refused.code()).isEqualTo(Code.UNAVAILABLE));
    }

    @Test
    void whatADocumentNeedNotShowStaysWhileItHasTheSameTerm() {
        var recorded =
                IdentityRecord.from(VERSION_1.replace("long-term", "2030-12-31").getBytes(StandardCharsets.UTF_8));
        assertThat(written(recorded.corrected(shown("2030-12-31")))).contains("\"issuedOn\":\"2010-01-01\"");
        assertThat(written(recorded.corrected(shown("2031-12-31")))).doesNotContain("issuedOn");
    }

    @Test
    void whatIsWrittenTodayIsReadAgain() {
        var person = shown("2030-12-31");
        var written = IdentityRecord.of(person, MobileNumber.of("13800138000"), null, companion(person), null, EVIDENCE)
                .toBytes();
        var read = IdentityRecord.from(written);
        assertThat(read.name()).isEqualTo("测䶮");
        assertThat(read.bornOn()).contains(TODAY.minusYears(30));
        assertThat(read.settledIn()).contains("UTO");
        assertThat(read.reviewer()).contains("reviewer-1");
        assertThat(read.livePhoto()).contains("PHOTO-1");
        assertThat(read.matchResult()).contains("manual");
        assertThat(read.companion()).contains(companion(person));
        assertThat(read.toBytes()).isEqualTo(written);
    }

    @Test
    void anOrganisationIsReadAgainWithWhoActsForIt() {
        // Given
        var document = OrganisationDocument.of(
                OrganisationDocumentType.USCC_LIC, "91310000MA0000007L", null, Validity.longTerm(), TODAY);
        var organisation = new PresentedOrganisation(
                OrganisationName.of("测试虚构（样例）有限公司"), document, PostalAddress.of("测试省样例市虚构路1号"));
        var handler = companion(person());
        var acting = OrganisationRecord.of(document, TODAY, TODAY.plusDays(1), handler, handler);
        var product = new ProductRecord("400", "客服热线", null);
        // When
        var written = IdentityRecord.of(
                        organisation, BusinessNumber.of("4000000000"), null, handler, acting, product, EVIDENCE)
                .toBytes();
        var read = IdentityRecord.from(written);
        // Then
        assertThat(read.documentType()).isEqualTo("USCC_LIC");
        assertThat(read.documentCanonical(TODAY)).isEqualTo("ORGANISATION:MA0000007");
        assertThat(read.bornOn()).isEmpty();
        assertThat(read.organisation()).contains(acting);
        assertThat(read.product()).contains(product);
        assertThat(read.people()).hasSize(3).containsOnly(handler);
        assertThat(read.toBytes()).isEqualTo(written);
        assertThat(new MaskedIdentity(read).name()).isEqualTo("测试********公司");
        assertThat(new MaskedIdentity(read).documentNumber()).isEqualTo("9131**********007L");
        assertThat(new MaskedIdentity(read).birthDate()).isEqualTo("****");
        for (Object printed : new Object[] {organisation, acting, product, read}) {
            assertThat(printed.toString()).endsWith("[withheld]");
        }
    }

    private static PresentedPerson person() {
        var number = DocumentNumber.of(DocumentType.RIC, "310000198506150022", TODAY);
        var document = IdentityDocument.of(number, null, Validity.of("2036-01-01"), TODAY);
        var notes = new PresentedPerson.Notes(null, null, null);
        return PresentedPerson.of(PersonName.of("测试人"), document, PostalAddress.of("测试省样例市虚构路1号"), notes, TODAY);
    }

    private static CompanionRecord companion(PresentedPerson person) {
        return CompanionRecord.of("guardian", "parent", "KIN-1", "reader", person);
    }

    @Test
    void aCompanionIsShownMasked() {
        var number = DocumentNumber.of(DocumentType.HMTP, "H00000000", TODAY);
        var document = IdentityDocument.of(number, null, Validity.of("2030-12-31"), TODAY);
        var notes = new PresentedPerson.Notes(TODAY.minusYears(30), null, null);
        var person = PresentedPerson.of(PersonName.of("测试人"), document, PostalAddress.of("测试省样例市虚构路1号"), notes, TODAY);
        var masked = new MaskedIdentity(
                IdentityRecord.of(person, MobileNumber.of("13800138000"), null, companion(person), null, EVIDENCE));
        assertThat(masked.name(companion(person).name())).isEqualTo("测**");
        assertThat(masked.documentNumber(companion(person).documentNumber())).isEqualTo("H******00");
        assertThat(masked.name("\uE000")).isEqualTo("****");
        assertThat(companion(person)).hasToString("CompanionRecord[withheld]");
    }

    @Test
    void whatIsNoRecordIsNotQuoted() {
        assertThatThrownBy(() -> IdentityRecord.from("{\"name\":\"CANARY\"".getBytes(StandardCharsets.UTF_8)))
                .hasMessageNotContaining("CANARY");
    }

    private static PresentedPerson shown(String expiresOn) {
        var number = DocumentNumber.of(DocumentType.PPT_CN, "E00000000", TODAY);
        var document = IdentityDocument.of(number, null, Validity.of(expiresOn), TODAY);
        var notes = new PresentedPerson.Notes(TODAY.minusYears(30), null, "UTO");
        return PresentedPerson.of(PersonName.of("测䶮"), document, PostalAddress.of("测试省样例市虚构路1号"), notes, TODAY);
    }

    private static String written(IdentityRecord record) {
        return new String(record.toBytes(), StandardCharsets.UTF_8);
    }
}

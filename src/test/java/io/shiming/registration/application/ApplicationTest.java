package io.shiming.registration.application;

import static io.shiming.identity.Refusals.refusalOf;
import static io.shiming.registration.application.Counter.ANOTHER;
import static io.shiming.registration.application.Counter.CITIZEN;
import static io.shiming.registration.application.Counter.accepted;
import static io.shiming.registration.application.Counter.byCompleteFirm;
import static io.shiming.registration.application.Counter.byFirm;
import static io.shiming.registration.application.Counter.fixed;
import static io.shiming.registration.application.Counter.internet;
import static io.shiming.registration.application.Counter.mobile;
import static io.shiming.registration.application.Counter.person;
import static io.shiming.registration.application.Counter.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.problem.Code;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApplicationTest {
    @ParameterizedTest
    @CsvSource({
        "contractRef, CONTRACT_REQUIRED",
        "event, FIELD_REQUIRED",
        "service, FIELD_REQUIRED",
        "service.type, FIELD_REQUIRED",
        "service.accessAccount, FIELD_REQUIRED",
        "service.installationAddress, FIELD_REQUIRED",
        "capture, FIELD_REQUIRED",
        "capture.method, FIELD_REQUIRED",
        "capture.device, FIELD_REQUIRED"
    })
    @Tag("R-3a")
    void whatIsRecordedIsStated(String without, Code code) {
        assertThat(refusal(internet().without(without))).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "contractRef, no contract, INVALID_ARGUMENT",
        "contractRef, 11000019900307001X, REFERENCE_IDENTIFIES_PERSON",
        "event, close, EVENT_NOT_APPLICABLE",
        "event, relocate_, EVENT_NOT_APPLICABLE",
        "service.type, INTERNET, INVALID_ARGUMENT",
        "service.number, 01060000001, FIELD_NOT_ALLOWED",
        "capture.device, no device, INVALID_ARGUMENT"
    })
    void whatIsNotWellFormedOrNotForThisIsRefused(String field, String text, Code code) {
        assertThat(refusal(internet().with(field, text))).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"install, fixed, true", "relocate, fixed, false", "relocate, internet, false", "reverify, fixed, true"})
    void aLineThatMovesHasItsPlace(String event, String service, boolean without) {
        var form = Counter.of(service).with("event", event);
        var place = "service.installationAddress";
        if (without) {
            assertThat(accepted(form.without(place)).identity().installationAddress())
                    .isEmpty();
        } else {
            assertThat(refusal(form.without(place))).isEqualTo(Code.FIELD_REQUIRED);
        }
        assertThat(accepted(form.with(place, "测试省样例市安装路2号")).identity().installationAddress())
                .contains("测试省样例市安装路2号");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mobile", "iot"})
    void aCardEndsNowhere(String service) {
        var form = Counter.of(service).with("service.installationAddress", "测试省样例市安装路2号");
        assertThat(refusal(form)).isEqualTo(Code.FIELD_NOT_ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"subscriber", "capture", "guardian", "agent"})
    @Tag("D-2a")
    void nobodyStandsBesideAnOrganisationsOwnBlock(String block) {
        var person = person(mobile(), "guardian", ANOTHER);
        var full = person(person, "agent", ANOTHER).json();
        assertThat(refusal(byFirm(fixed()).with(block, full.get(block)))).isEqualTo(Code.FIELD_NOT_ALLOWED);
    }

    @ParameterizedTest
    @CsvSource({"reissue, mobile", "reverify, mobile", "add_feature, mobile", "transfer, mobile"})
    @Tag("R-3b")
    @Tag("FA-1")
    void aLineThatIsHeldDoesNotWaitForAReview(String event, String service) {
        var form = Counter.of(service)
                .with("event", event)
                .with("match.by", "clerk")
                .with("match.result", "manual");
        var signed = event.equals("transfer") ? Counter.transfer(form, ANOTHER) : form;
        assertThat(refusal(signed)).isEqualTo(Code.SECOND_REVIEWER_REQUIRED);
        assertThat(Counter.reviewed(signed).event()).isEqualTo(event);
        assertThat(accepted(signed.with("match.by", "face").with("match.result", "pass"))
                        .event())
                .isEqualTo(event);
    }

    @Test
    void aNewLineWaitsForAReview() {
        var doubted = mobile().with("match.by", "clerk").with("match.result", "manual");
        assertThat(accepted(doubted).reviewReasons.open()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "mobile, open, true",
        "mobile, legacy_supplement, true",
        "mobile, reissue, false",
        "mobile, reverify, false",
        "mobile, add_feature, false",
        "fixed, install, false",
        "internet, install, false",
        "iot, open, false"
    })
    @Tag("N-5")
    void aMobileLineMoreOfAPersonCountsAsACard(String service, String event, boolean card) {
        var form = Counter.of(service).with("event", event);
        assertThat(accepted(form).countsAsCard()).isEqualTo(card);
    }

    @Test
    @Tag("N-5")
    void aNumberThatIsTakenOverCountsAndAnOrganisationsDoesNot() {
        assertThat(accepted(Counter.transfer(mobile(), ANOTHER)).countsAsCard()).isTrue();
        assertThat(accepted(byCompleteFirm(mobile())).countsAsCard()).isFalse();
    }

    @Test
    void aPersonStandsInEveryIndexByTheNumberOfTheDocument() {
        var application = accepted(mobile());
        assertThat(application.person()).isEqualTo("CITIZEN:" + CITIZEN);
        assertThat(application.applicant.organisation()).isFalse();
        assertThat(application.applicant.failsACheck()).isFalse();
        assertThat(application.applicant.device()).isEqualTo("READER-1");
        assertThat(accepted(mobile().without("capture.device")
                                .with("capture.method", "nfc")
                                .with("capture.device", "N-1"))
                        .applicant
                        .capture())
                .isEqualTo(CaptureMethod.NFC);
    }

    @Test
    @Tag("R-8a")
    void anOrganisationStandsInEveryIndexByItsCode() {
        var application = accepted(byFirm(fixed()));
        assertThat(application.person()).isEqualTo("ORGANISATION:MA0000007");
        assertThat(application.applicant.failsACheck()).isFalse();
        assertThat(application.applicant.concernsAChild(Counter.TODAY)).isFalse();
        var early = byFirm(fixed()).with("organisation.document.number", "911100000000000001");
        assertThat(accepted(early).applicant.failsACheck()).isTrue();
    }

    @Test
    @Tag("R-9a")
    void whatIsSealedIsWhatWasShown() {
        var sealed = accepted(internet()).identity();
        assertThat(sealed.name()).isEqualTo("测试甲");
        assertThat(sealed.documentType()).isEqualTo("RIC");
        assertThat(sealed.documentNumber()).isEqualTo(CITIZEN);
        assertThat(sealed.address()).isEqualTo("测试省样例市虚构路1号");
        assertThat(sealed.serviceNumber()).isEqualTo("line-1@test");
        assertThat(sealed.companion()).isEmpty();
        var firm = accepted(byCompleteFirm(mobile())).identity();
        assertThat(firm.name()).isEqualTo("测试虚构有限公司");
        assertThat(firm.companion().orElseThrow().part()).isEqualTo("handler");
        assertThat(firm.people()).extracting("part").containsExactly("handler", "responsible", "user");
    }

    @Test
    void anApplicationStopsAtTheFirstRuleThatIsBroken() {
        var form = mobile().without("contractRef").without("notice");
        assertThat(refusalOf(() -> accepted(form))).isEqualTo(Code.CONTRACT_REQUIRED);
    }
}

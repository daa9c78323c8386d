package io.shiming.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.Superuser;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the subscriber was told and agreed to, to take home. */
@QuarkusTest
@DisplayName("notice and receipt")
class ConsentReceiptTest {
    private static final List<String> SIX = List.of("purpose", "method", "scope", "access", "refusal", "retention");
    private static final List<String> AND = List.of("handler", "contact", "rights");

    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @ParameterizedTest
    @DisplayName("six elements and three more, none empty, in the language that was shown")
    @ValueSource(strings = {"zh", "en"})
    @Tag("P-9.2")
    @Tag("PI-17")
    void theReceiptTellsEverythingTheNoticeTold(String language) {
        var form = RegistrationForms.mobile().with("notice.language", language);
        var receipt = receiptOf(callers.clerk().sign(form).mustBe(201).registration());
        for (var element : SIX)
            assertThat(receipt.text("/elements/" + element)).as(element).isNotBlank();
        for (var element : AND)
            assertThat(receipt.text("/elements/" + element)).as(element).isNotBlank();
        assertThat(receipt.text("/language")).isEqualTo(language);
        assertThat(receipt.text("/noticeVersion")).isEqualTo("2026-11");
        assertThat(receipt.text("/acknowledgedAt"))
                .startsWith(form.text("notice.acknowledgedAt").substring(0, 19));
        assertThat(receipt.text("/elements/purpose").codePoints().anyMatch(c -> c > 0x4E00))
                .isEqualTo(language.equals("zh"));
    }

    @Test
    @DisplayName("the basis, the warning and the separate consent stand on it")
    @Tag("PI-13")
    @Tag("PI-29")
    @Tag("AF-30")
    void theReceiptSaysWhatWasAgreedTo() {
        var mobile = receiptOf(
                callers.clerk().sign(RegistrationForms.mobile()).mustBe(201).registration());
        assertThat(mobile.text("/legalBasis")).isEqualTo("LEGAL_DUTY");
        assertThat(mobile.text("/riskNoticeAcknowledged")).isEqualTo("true");
        assertThat(mobile.text("/separateConsent")).isEqualTo("true");
        var fixed = receiptOf(
                callers.clerk().sign(RegistrationForms.fixed()).mustBe(201).registration());
        assertThat(fixed.text("/separateConsent")).isEqualTo("false");
    }

    @Test
    void consentReceiptHasNoPersonalData() {
        var form = RegistrationForms.mobile();
        receiptOf(callers.clerk().sign(form).mustBe(201).registration()).mustNotTell(form.personal());
    }

    @Test
    void anotherStoresReceiptIsNotFound() {
        var registration =
                callers.clerk().sign(RegistrationForms.mobile()).mustBe(201).registration();
        for (var user : List.of("clerk-2", "clerk-1-ridge")) {
            callers.named(user).get(path(registration)).mustRefuse(404, "NOT_FOUND");
        }
        callers.clerk().get(path(UUID.randomUUID().toString())).mustRefuse(404, "NOT_FOUND");
        callers.clerk().get(path("x")).mustRefuse(404, "NOT_FOUND");
    }

    @Test
    @DisplayName("the notice is public, element by element")
    @Tag("P-8")
    @Tag("D-2b")
    void theNoticeIsPublic() {
        var notices = ApiCaller.anonymous().get("/v1/operators/1/notices").mustBe(200);
        assertThat(notices.json().findValuesAsText("language")).contains("zh", "en");
        assertThat(notices.text("/0/elements/retention")).isNotBlank();
    }

    @ParameterizedTest
    @DisplayName("a notice that leaves an element out cannot be published")
    @ValueSource(
            strings = {"purpose", "method", "scope", "access", "refusal", "retention", "handler", "contact", "rights"})
    @Tag("P-9.2")
    void aNoticeThatTellsTooLittleCannotBePublished(String element) {
        var insert = "INSERT INTO registry.notice (operator_id, version, language, effective_from, body, elements)"
                + " SELECT operator_id, '2031-01', language, effective_from, body, elements%s FROM registry.notice LIMIT 1";
        assertThat(superuser.stateOf("postgres", insert.formatted(" - '" + element + "'")))
                .isEqualTo("23514");
        assertThat(superuser.stateOf("postgres", insert.formatted(" || '{\"" + element + "\": \" \"}'")))
                .isEqualTo("23514");
        assertThat(superuser.stateOf("postgres", insert.formatted(""))).isEqualTo("00000");
    }

    private ApiReply receiptOf(String registration) {
        return callers.clerk().get(path(registration)).mustBe(200);
    }

    private static String path(String registration) {
        return "/v1/registrations/" + registration + "/consent";
    }
}

package io.shiming.registration.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.AuthorityStandIn;
import io.shiming.fixture.DocumentForms;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.SyntheticNumbers;
import io.shiming.trial.Mood;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Guardians of minors, and agents. */
@QuarkusTest
@DisplayName("who signs beside the subscriber, or for one")
class CompanionsTest {
    private static final String ADULT = "310000198506150022";

    @Inject
    ApiCallers callers;

    @Inject
    AuthorityStandIn authority;

    @AfterEach
    void toAHealthyAuthority() {
        authority.is(Mood.NORMAL);
    }

    @ParameterizedTest
    @DisplayName("2.6: a minor signs with a guardian, with every document")
    @CsvSource({"RIC, 13", "RIC, 15", "HKB, 9", "RIC, 17"})
    @Tag("PI-31")
    void aMinorSignsWithAGuardian(String type, int age) {
        // Given
        var form = guarded(
                minor(RegistrationForms.fixed(), type, DocumentForms.today().minusYears(age)));
        // When
        callers.clerk().sign(form).mustBe(201);
        // Then
        var shown = callers.auditor().lookUp(RegistrationForms.audit(form)).mustBe(200);
        assertThat(shown.text("/subscriber/companion/part")).isEqualTo("guardian");
        assertThat(shown.text("/subscriber/companion/relation")).isEqualTo("parent");
        assertThat(shown.text("/subscriber/companion/documentNumber")).isEqualTo("3100**********0022");
        shown.mustNotTell(List.of(ADULT, "测试监护人"));
    }

    @Test
    @DisplayName("a minor's mobile number")
    @Tag("PI-31")
    @Tag("N-10")
    void aMinorsMobileNumberNeedsTheMinorAndTheGuardian() {
        var form =
                minor(RegistrationForms.mobile(), "RIC", DocumentForms.today().minusYears(13));
        callers.clerk().sign(form).mustRefuse(422, "GUARDIAN_REQUIRED").mustHelp();
        callers.clerk().sign(guarded(form)).mustBe(201);
    }

    @ParameterizedTest
    @DisplayName("a guardian without document, relation or proof of kinship")
    @ValueSource(strings = {"guardian.document", "guardian.relation", "guardian.kinshipProof", "guardian"})
    @Tag("PI-31")
    void aGuardianWithoutWhatAGuardianShowsIsNone(String without) {
        var form = guarded(
                minor(RegistrationForms.fixed(), "RIC", DocumentForms.today().minusYears(12)));
        callers.clerk()
                .sign(form.without(without))
                .mustRefuse(422, "GUARDIAN_REQUIRED")
                .mustHelp();
    }

    @Test
    @DisplayName("a guardian is an adult and another person")
    @Tag("PI-31")
    void minorCannotBeGuardian() {
        var form = guarded(
                minor(RegistrationForms.fixed(), "RIC", DocumentForms.today().minusYears(12)));
        var young = SyntheticNumbers.residentCard(
                110_000, DocumentForms.today().minusYears(18).plusDays(1), 998);
        callers.clerk()
                .sign(form.with("guardian.document.number", young)
                        .with(
                                "guardian.document.expiresOn",
                                DocumentForms.today().plusYears(9).toString()))
                .mustRefuse(422, "GUARDIAN_REQUIRED");
    }

    @Test
    @DisplayName("a child under fourteen, through the fourteenth birthday")
    @Tag("PI-29")
    @Tag("PI-31")
    void aChildsDataNeedsAConsentOfItsOwn() {
        var child = guarded(
                minor(RegistrationForms.fixed(), "RIC", DocumentForms.today().minusYears(14)));
        callers.clerk().sign(child.without("notice.separateConsent")).mustRefuse(422, "SEPARATE_CONSENT_REQUIRED");
        var older = guarded(minor(
                RegistrationForms.fixed(),
                "RIC",
                DocumentForms.today().minusYears(14).minusDays(1)));
        callers.clerk().sign(older.without("notice.separateConsent")).mustBe(201);
    }

    @Test
    @DisplayName("an adult has no guardian")
    @Tag("D-2a")
    void aGuardianOfAnAdultIsRefused() {
        callers.clerk().sign(guarded(RegistrationForms.fixed())).mustRefuse(422, "FIELD_NOT_ALLOWED");
    }

    @ParameterizedTest
    @DisplayName("both documents, both recorded")
    @ValueSource(strings = {"fixed", "internet"})
    @Tag("R-6b")
    @Tag("R-9b")
    @Tag("N-9")
    void anAgentSignsForAFixedLineAndInternetAccess(String service) {
        // Given
        var form = represented(service.equals("fixed") ? RegistrationForms.fixed() : RegistrationForms.internet());
        // When
        callers.clerk().sign(form).mustBe(201);
        // Then
        var shown = callers.auditor().lookUp(RegistrationForms.audit(form)).mustBe(200);
        assertThat(shown.text("/subscriber/companion/part")).isEqualTo("agent");
        shown.mustNotTell(List.of(ADULT, "测试代理人"));
    }

    @Test
    @DisplayName("a mobile number is opened in person")
    @Tag("N-9")
    void anAgentOpensNoMobileNumber() {
        callers.clerk()
                .sign(represented(RegistrationForms.mobile()))
                .mustRefuse(422, "PROXY_FORBIDDEN")
                .mustHelp();
    }

    @ParameterizedTest
    @DisplayName("an agent without a document or a letter")
    @ValueSource(strings = {"agent.document", "agent.authority"})
    @Tag("R-6b")
    void anAgentWithoutPapersIsRefused(String without) {
        var form = represented(RegistrationForms.fixed()).without(without);
        callers.clerk().sign(form).mustRefuse(422, "AGENT_DOCUMENT_REQUIRED").mustHelp();
    }

    @Test
    @DisplayName("agent = principal")
    @Tag("R-6b")
    void subscriberCannotBeTheOwnAgent() {
        var form = RegistrationForms.fixed();
        var same = represented(form)
                .with("agent.document.number", form.text("subscriber.document.number"))
                .with("agent.document.expiresOn", form.text("subscriber.document.expiresOn"));
        callers.clerk().sign(same).mustRefuse(422, "AGENT_NOT_ELIGIBLE").mustHelp();
    }

    @Test
    @DisplayName("a companion's card may not be typed either")
    @Tag("N-2")
    @Tag("R-9b")
    void aCompanionsCardTypedByHandIsRefused() {
        callers.clerk()
                .sign(represented(RegistrationForms.fixed()).with("agent.capture.method", "manual"))
                .mustRefuse(422, "READER_REQUIRED");
    }

    @ParameterizedTest
    @DisplayName("the authority is asked about both")
    @CsvSource({"测试不符, IDENTITY_MISMATCH", "测试查无, IDENTITY_UNKNOWN"})
    @Tag("R-9b")
    @Tag("R-10d")
    void deniedCompanionIsRefused(String name, String code) {
        callers.clerk()
                .sign(represented(RegistrationForms.fixed()).with("agent.name", name))
                .mustRefuse(422, code)
                .mustHelp();
    }

    @Test
    @DisplayName("a companion who is not confirmed later either")
    @Tag("R-10d")
    void aKeptApplicationIsRefusedWhenTheCompanionTurnsOutWrong() {
        // Given
        authority.is(Mood.ERROR);
        var form = represented(RegistrationForms.fixed()).with("agent.name", "测试不符");
        var kept = callers.clerk().sign(form).mustBe(202);
        // When
        authority.isBack();
        // Then
        await().untilAsserted(() -> assertThat(callers.clerk()
                        .standing(kept.registration())
                        .mustBe(200)
                        .text("/status"))
                .isEqualTo("REFUSED"));
    }

    private static RequestForm minor(RequestForm form, String type, LocalDate born) {
        var shown = DocumentForms.on(form, type)
                .with("subscriber.document.number", SyntheticNumbers.residentCard(110_000, born, 997))
                .with("notice.separateConsent", true);
        return type.equals("RIC") ? shown.with("subscriber.document.expiresOn", DocumentForms.inYears(5)) : shown;
    }

    private static RequestForm guarded(RequestForm form) {
        return companion(form, "guardian", "测试监护人")
                .with("guardian.relation", "parent")
                .with("guardian.kinshipProof", "KIN-1");
    }

    private static RequestForm represented(RequestForm form) {
        return companion(form, "agent", "测试代理人").with("agent.authority", "LETTER-1");
    }

    private static RequestForm companion(RequestForm form, String part, String name) {
        return form.with(part + ".name", name)
                .with(part + ".address", "测试省样例市同伴路1号")
                .with(part + ".document.type", "RIC")
                .with(part + ".document.number", ADULT)
                .with(part + ".document.expiresOn", DocumentForms.inYears(10))
                .with(part + ".capture.method", "reader")
                .with(part + ".capture.device", "READER-1");
    }
}
